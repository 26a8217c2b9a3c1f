package targets

import (
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/settings"
)

func TestModuleClass(t *testing.T) {
	for module, want := range map[string]string{
		"config.settings.production": Production, "config.settings.deployment": Production, "shop.settings_prod": Production,
		"config.settings.local": Development, "config.settings.docker": Development, "config.settings.test": Test,
		"config.settings.staging": Staging, "demo.settings": "", "config.settings": "", "local.settings": "", "prod.base": "",
		"config.settings.devstack": Development, "config.settings.ci": Test, "config.settings.debugging": "",
		"devproject.settings": Development, "test_project.settings": Test, "exampleapp.settings": Sample, "app.settings": "",
		"website.settings": "", "shop.settings.production-debug": Development, "devproject.settings.production": Production, "release_app.settings": "",
		"config.not_production_settings": "", "config.settings.non_prod": "", "config.settings.nonprod": "", "config.settings.not_production_test": Test,
		"config.settings.composeprod": Production, "config.settings.awsproduction": Production, "config.settings.cicd": Test,
		"config.settings.localproduction": Development, "config.settings.proddev": Development, "config.settings.local_prod": Development, "config.settings.production_local": Production,
		"config.settings.localized": "",
	} {
		if got := moduleClass(module); got != want {
			t.Errorf("%s: got %q, want %q", module, got, want)
		}
	}
}

// The classes of django-configurations are named in words that stand together.
func TestConfigurationClass(t *testing.T) {
	for name, want := range map[string]string{"Production": Production, "PreProduction": Staging, "ContinuousIntegration": Test, "Base": ""} {
		if got := wordClass(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestFileClass(t *testing.T) {
	for file, want := range map[string]string{
		"docker-compose.yml": "", "compose.yaml": "", "docker-compose.prod.yml": Production, "compose.production.yaml": Production,
		"docker-compose.dev.yml": Development, "local.yml": Development, "docker-compose.test.yml": Test, "infra/staging.tfvars": Staging,
		"terraform.tfvars": "", ".env.example": Sample, "docker-compose.docker.yml": Development, "docker-compose-mac-redis.yml": Development, "docker-compose.pre-built.yaml": "",
		"compose.localprod.yml": Development, "compose.local-production.yml": Development, "compose.localhost-prod.yml": Production,
	} {
		if got := fileClass(file); got != want {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
}

func TestEvidence(t *testing.T) {
	for _, tt := range []struct {
		e       evidence
		class   string
		unclear bool
	}{
		{evidence{}, Production, false},
		{evidence{Development: []process.Sign{{Text: "runserver"}}}, Development, false},
		{evidence{Deployment: []process.Sign{{Text: "gunicorn"}}}, Production, false},
		{evidence{[]process.Sign{{Text: "mounts its source"}}, []process.Sign{{Text: "gunicorn"}}}, Production, true},
	} {
		if class, unclear, _ := tt.e.class(); class != tt.class || unclear != tt.unclear {
			t.Errorf("%v: got %s %v, want %s %v", tt.e, class, unclear, tt.class, tt.unclear)
		}
	}
}

func TestNoRunserver(t *testing.T) {
	named := func(kinds ...string) (m Module) {
		for _, kind := range kinds {
			m.Named = append(m.Named, settings.Named{Kind: kind})
		}
		return m
	}
	for _, tt := range []struct {
		class   string
		unclear bool
		module  Module
		want    bool
	}{
		{Production, false, named("setdefault"), true},
		{Staging, false, Module{}, true},
		{Production, true, named("setdefault"), false},
		{Development, false, named("setdefault"), false},
		{Test, false, named("test"), true},
		{Test, false, named("test", "ci"), false},
		{Test, false, Module{}, false},
	} {
		target := Target{Target: document.Target{Class: tt.class, Unclear: tt.unclear}, Module: tt.module}
		if got := target.NoRunserver(); got != tt.want {
			t.Errorf("%s, unclear %v, %d names: %v", tt.class, tt.unclear, len(tt.module.Named), got)
		}
	}
}
