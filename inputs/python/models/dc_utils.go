package models

import "github.com/djgate/djgate/inputs/python/value"

// dc-django-utils 2.4 to 8.0 (dc_utils/settings): the static files of Democracy Club's sites.

func dcModules() map[string]maker {
	return map[string]maker{
		"dc_utils": packageOf("dc_utils", "settings"), "dc_utils.settings": packageOf("dc_utils.settings", "pipeline", "whitenoise"),
		"dc_utils.settings.pipeline": dcPipeline, "dc_utils.settings.whitenoise": dcWhitenoise,
	}
}

// dcPipeline is settings/pipeline.py; the options of django-pipeline are not followed.
func dcPipeline(t *value.Thread) value.Value {
	m := value.NewModule("dc_utils.settings.pipeline", "")
	if os, err := importModule(t, "os"); err == nil {
		m.Define("os", os)
	}
	root := typed(unknown(t, "where dc_utils is installed is not known"), value.StrClass)
	m.Define("root_path", root)
	m.Define("SASS_INCLUDE_PATHS", t.NewList([]value.Value{root}, nil))
	m.Define("STATICFILES_FINDERS", value.NewTuple(strs([]string{
		"django.contrib.staticfiles.finders.FileSystemFinder", "django.contrib.staticfiles.finders.AppDirectoriesFinder",
		"pipeline.finders.CachedFileFinder", "pipeline.finders.PipelineFinder", "pipeline.finders.ManifestFinder",
	}, nil), nil))
	const pipeline = "the pipeline of dc_utils is not followed"
	m.Define("DEFAULT_PIPELINE", typed(unknown(t, pipeline), value.DictClass))
	m.Func("get_pipeline_settings", unknownOf(pipeline, value.DictClass))
	m.Func("build_sass_args", unknownOf(pipeline, value.StrClass))
	dcStorage(t, m)
	return m
}

// dcStorage is the storage of static files, whose setting has changed with 8.0.5.
func dcStorage(t *value.Thread, m *value.Module) {
	const static, media = "dc_utils.storages.StaticStorage", "django.core.files.storage.FileSystemStorage"
	version, _ := t.Host.Package("dc_utils")
	switch {
	case version == "":
		u := unknown(t, "the version of dc_utils is not known")
		m.Define("STORAGES", u).Define("STATICFILES_STORAGE", u)
	case versionBelow(version, 8, 0, 5):
		m.Define("STATICFILES_STORAGE", value.NewStr(static, nil))
	default:
		backend := func(path string) value.Value { return dictOf(t, nil, "BACKEND", value.NewStr(path, nil)) }
		m.Define("STORAGES", dictOf(t, nil, "default", backend(media), "staticfiles", backend(static)))
	}
}

func dcWhitenoise(*value.Thread) value.Value {
	m := value.NewModule("dc_utils.settings.whitenoise", "")
	m.Func("whitenoise_add_middleware", loose("whitenoise_add_middleware", "MIDDLEWARE", dcMiddleware))
	return m
}

// dcMiddleware is whitenoise_add_middleware: a new list with WhiteNoise after SecurityMiddleware, or first.
func dcMiddleware(t *value.Thread, a args) (value.Value, error) {
	list, err := call(t, value.ListClass, a[0])
	if err != nil {
		return nil, err
	}
	security := value.NewStr("django.middleware.security.SecurityMiddleware", nil)
	in, err := value.Compare(t, value.In, security, list)
	index := value.Value(value.NewInt(0, nil))
	switch {
	case err != nil:
		return nil, err
	case in == value.Maybe:
		return typed(unknown(t, "where WhiteNoise goes is not known", list.Trace()), value.ListClass), nil
	case in == value.Yes:
		if index, err = callMethod(t, list, "index", security); err == nil {
			index, err = value.Binary(t, value.Add, index, value.NewInt(1, nil))
		}
		if err != nil {
			return nil, err
		}
	}
	_, err = callMethod(t, list, "insert", index, value.NewStr("whitenoise.middleware.WhiteNoiseMiddleware", nil))
	return list, err
}
