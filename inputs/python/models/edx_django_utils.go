package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// edx-django-utils: plugins are installed packages that name an app, and a function
// that may change settings, in their entry points. No file of the project lists
// them, so that the list of apps has more than is known; that they change a setting
// is noted, as of an override module that is not here.

func pluginModules() map[string]maker {
	return map[string]maker{
		"edx_django_utils":         packageOf("edx_django_utils", "plugins"),
		"edx_django_utils.plugins": edxPluginsModule,
		"djp":                      djpModule,
	}
}

func edxPluginsModule(*value.Thread) value.Value {
	m := value.NewModule("edx_django_utils.plugins", "")
	const because = "which plugins are installed is not known"
	m.Func("get_plugin_apps", strict("get_plugin_apps", "project_type", func(t *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
		return t.NewList([]value.Value{several(t, because)}, tr), nil
	}))
	m.Func("add_plugins", loose("add_plugins", "settings_path, project_type, settings_type", func(t *value.Thread, _ args) (value.Value, error) {
		t.Note("plugins-may-change-settings", because+"; one may change any setting here", t.At)
		return value.None(), nil
	}))
	names := value.NewClass("PluginSettings", "edx_django_utils.plugins.constants")
	for name, text := range map[string]string{"CONFIG": "settings_config", "RELATIVE_PATH": "relative_path", "DEFAULT_RELATIVE_PATH": "settings"} {
		names.NS.Set(nil, name, value.NewStr(text, nil), value.Place{})
	}
	m.Define("PluginSettings", names)
	m.Fallback = notFollowed("edx_django_utils.plugins")
	return m
}

// several stands for any number of items that are not known.
func several(t *value.Thread, because string) *value.Unknown {
	u := unknown(t, because)
	u.Many = true
	return u
}
