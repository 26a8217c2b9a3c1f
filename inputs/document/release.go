package document

// This file holds what files of the project do for a release, beside the checks of
// its pipelines.

// SettingsModule is a settings module of the project; among Defaults, At is the file
// that falls back to it where nothing sets DJANGO_SETTINGS_MODULE.
type SettingsModule struct {
	Module string   `json:"module"`
	Class  string   `json:"class"` // as Target has it; empty where neither its name nor its lines tell
	At     Location `json:"at"`
}

// The names of Work.
const (
	WorkCollectStatic = "collectstatic"
	WorkMigrate       = "migrate"
	WorkClearSessions = "clearsessions"
	WorkDeploy        = "deploy" // of a pipeline: it brings the project to its machines
	WorkProbe         = "probe"  // of a pipeline: it asks what was deployed whether it answers
)

// Work is one step of a release, and a place at which a file does it.
type Work struct {
	Name string   `json:"name"`
	At   Location `json:"at"`
}

// Accounts are what the official image of a database makes when it starts for the
// first time: PostgreSQL's, MySQL's and MariaDB's, by their variables.
type Accounts struct {
	Users    []Account `json:"users"`
	Database *Node     `json:"database"` // its name
	// Scripts: a mount gives it scripts that may make others.
	Scripts bool `json:"scripts"`
}

// Account is a user of a database. Password is absent where it is not known, or
// any is taken.
type Account struct {
	User     *Node  `json:"user"`
	Password *Facts `json:"password,omitempty"`
}
