package models

import "testing"

// TestSharedAliases is about fields that have a name in common; what is wanted is what each
// version of pydantic-settings says.
func TestSharedAliases(t *testing.T) {
	const source = `from typing import List, Optional
from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file='/app/.env', extra='ignore')
    a: Optional[str] = Field(None, validation_alias=AliasChoices('FIRST', 'OTHER'))
    b: List[str] = Field([], validation_alias=AliasChoices('SECOND', 'OTHER'))
    c: str = Field('none', validation_alias=AliasChoices('SOONER', 'LATER'))
try:
    A = Settings().model_dump()
except ValueError as e:
    A = type(e).__name__
class Layers(BaseSettings):
    model_config = SettingsConfigDict(env_file='/app/.env', extra='ignore')
    c: str = Field('none', validation_alias=AliasChoices('SOONER', 'LATER'))
B = Layers().c
`
	matched := map[string]string{"A": "'ValidationError'", "B": "'file'"}
	preferred := map[string]string{"A": `{'a': '["a"]', 'b': ['a'], 'c': 'process'}`, "B": "'process'"}
	for version, want := range map[string]map[string]string{"2.0.3": matched, "2.6.1": matched, "2.7.0": preferred, "2.12.0": preferred, "2.13.1": matched, "2.14.0": preferred, "": preferred} {
		t.Run(version, func(t *testing.T) {
			packages := map[string]string{"pydantic_settings": version, "pydantic": "2.11.0"}
			vars := map[string]string{"OTHER": `["a"]`, "LATER": "process"}
			expectNames(t, &host{packages: packages, vars: vars, files: map[string]string{"/app/s.py": source, "/app/.env": "SOONER=file\n"}}, want)
		})
	}
}

// TestModelOptions: what strict and the options of texts change is not followed.
func TestModelOptions(t *testing.T) {
	const source = `from pydantic_settings import BaseSettings, SettingsConfigDict
class Texts(BaseSettings):
    model_config = SettingsConfigDict(str_strip_whitespace=True)
    number: int
    text: str
class Strict(BaseSettings):
    model_config = SettingsConfigDict(strict=True)
    number: int = 1
A, B, C = Texts().number, Texts().text, Strict().number
`
	const why = "unknown: the type of a field is not followed"
	h := &host{vars: map[string]string{"NUMBER": "3", "TEXT": " x "}, files: map[string]string{"/app/s.py": source}}
	expectNames(t, h, map[string]string{"A": "3", "B": why, "C": why})
}

// TestFirstPydantic is about options that came with a release of pydantic 1; what is wanted
// is what each says.
func TestFirstPydantic(t *testing.T) {
	const source = `from pydantic import BaseModel, BaseSettings
class Inner(BaseModel):
    a: str = 'none'
class Settings(BaseSettings):
    name: str = 'default'
    inner: Inner = Inner()
    class Config:
        env_file = '/app/.env'
        env_nested_delimiter = '__'
s = Settings()
A, B = s.name, s.inner.a
`
	expectReleases(t, map[string]map[string]string{
		"1.3":    {"A": "'default'", "B": "'none'"},
		"1.4":    {"A": "'file'", "B": "'none'"},
		"1.8.2":  {"A": "'file'", "B": "'none'"},
		"1.9.0":  {"A": "'file'", "B": "'set'"},
		"1.10.2": {"A": "'file'", "B": "'set'"},
	}, func(version string) *host {
		files := map[string]string{"/app/s.py": source, "/app/.env": "NAME=file\n"}
		return &host{packages: map[string]string{"pydantic": version}, vars: map[string]string{"INNER__A": "set"}, files: files}
	})
}

// TestNamesOfPydanticSettings: a name that came with a later release is not there.
func TestNamesOfPydanticSettings(t *testing.T) {
	const source = `import pydantic_settings
try:
    from pydantic_settings import NoDecode
    A = 'there'
except ImportError:
    A = 'absent'
B = [hasattr(pydantic_settings, name) for name in ('SettingsError', 'BaseSettings')]
`
	for version, want := range map[string]map[string]string{
		"2.3.4": {"A": "'absent'", "B": "[False, True]"}, "2.6.1": {"A": "'absent'", "B": "[True, True]"}, "2.7.0": {"A": "'there'", "B": "[True, True]"},
	} {
		packages := map[string]string{"pydantic_settings": version, "pydantic": "2.11.0"}
		expectNames(t, &host{packages: packages, files: map[string]string{"/app/s.py": source}}, want)
	}
}

// TestUnprefixedLines: lines of an env file that are called as a field is, without the prefix;
// what is wanted is what each release of pydantic-settings says.
func TestUnprefixedLines(t *testing.T) {
	const source = `from typing import List
from pydantic_settings import BaseSettings, SettingsConfigDict
def made(cls):
    try:
        return list(cls().model_dump().values())
    except ValueError as e:
        return type(e).__name__
P = dict(env_prefix='APP_', env_file='/app/.env')
class S(BaseSettings):
    model_config = SettingsConfigDict(**P)
    X: str = 'dx'
A = made(S)
class S(BaseSettings):
    model_config = SettingsConfigDict(**P, extra='ignore')
    X: str = 'dx'
    y: str = 'dy'
    w: str = 'dw'
    z: str
B = made(S)
class S(BaseSettings):
    model_config = SettingsConfigDict(**P, extra='ignore', case_sensitive=True)
    X: str = 'dx'
C = made(S)
class S(BaseSettings):
    model_config = SettingsConfigDict(**P, extra='ignore')
    z: List[str] = []
D = made(S)
`
	without := map[string]string{"A": "'ValidationError'", "B": "'ValidationError'", "C": "['dx']", "D": "[[]]"}
	expectReleases(t, map[string]map[string]string{
		"2.1.0":  {"A": "['dx']", "B": "'ValidationError'", "C": "['dx']", "D": "[[]]"},
		"2.2.1":  {"A": "'ValidationError'", "B": "['dx', 'three', 'w', 'z']", "C": "['one']", "D": "unknown: a line without the prefix of the settings is not followed"},
		"2.5.2":  {"A": "'ValidationError'", "B": "['dx', 'three', 'w', 'z']", "C": "['one']"},
		"2.6.1":  {"A": "'ValidationError'", "B": "['dx', 'two', '', 'z']", "C": "['one']"},
		"2.10.1": {"A": "'ValidationError'", "B": "['dx', 'two', '', 'z']", "C": "['one']"},
		"2.11.0": without, "2.14.0": without, "": without,
	}, func(version string) *host {
		files := map[string]string{"/app/s.py": source, "/app/.env": "X=one\nAPP_Y=two\nAPP_W=\nW=w\nY=three\nZ=z\n"}
		return &host{packages: map[string]string{"pydantic_settings": version, "pydantic": "2.11.0"}, files: files}
	})
}
