package models

func formatModules() map[string]maker {
	return map[string]maker{
		"tomllib": tomlModule("tomllib"), "tomli": tomlModule("tomli"), "toml": oldTOMLModule,
		"yaml": yamlModule, "configparser": configparserModule, "io": ioModule,
		"csv": csvModule, "unittest.mock": mockModule, "mock": mockModule, "pickle": hollow("pickle", "pickle is not followed"),
		"shelve": hollow("shelve", "databases are not followed"), "sqlite3": hollow("sqlite3", "databases are not followed"),
	}
}
