package document

// Server is the program that serves Django over HTTP, as its command line, its
// configuration file and the environment have it. A fact that none of them gives
// is the program's default, which is not Set; one that the program does not have
// is absent. At is the place of the command.
type Server struct {
	// Program is empty where the command may run one or another.
	Program string `json:"program"` // gunicorn, uvicorn, hypercorn, daphne, uwsgi, waitress, runserver; "AWS Lambda" of a handler
	Binds   *Node  `json:"binds,omitempty"`
	Workers *Node  `json:"workers,omitempty"`
	// Threads are those of each worker, which take requests at a time.
	Threads *Node `json:"threads,omitempty"`
	// WorkerClass is how a worker of Gunicorn takes requests: sync, gthread, ...
	WorkerClass *Node `json:"worker_class,omitempty"`
	// Timeout is the number of seconds after which a request, or a worker that is
	// silent, is ended; 0 for never.
	Timeout *Node `json:"timeout,omitempty"`
	// ForwardedAllowIPs are the addresses whose X-Forwarded headers it believes, as
	// one text with commas; "*" for all. ProxyHeaders tells whether it reads them.
	ForwardedAllowIPs *Node    `json:"forwarded_allow_ips,omitempty"`
	ProxyHeaders      *Node    `json:"proxy_headers,omitempty"`
	Reload            *Node    `json:"reload,omitempty"` // it restarts when a file changes
	At                Location `json:"at"`
}

// Fact returns the fact of a name as the document has it; nil for none.
func (s *Server) Fact(name string) *Node {
	if s == nil {
		return nil
	}
	return map[string]*Node{"binds": s.Binds, "workers": s.Workers, "threads": s.Threads, "worker_class": s.WorkerClass, "timeout": s.Timeout,
		"forwarded_allow_ips": s.ForwardedAllowIPs, "proxy_headers": s.ProxyHeaders, "reload": s.Reload}[name]
}

// CI is what the files of pipelines, and the scripts that they may call, do for a
// deployment.
type CI struct {
	// Pipelines are the places at which pipelines test or build the project.
	Pipelines []Location `json:"pipelines"`
	Runs      []CheckRun `json:"runs"` // of manage.py check --deploy
	// Doubts are the places that may run it and are not followed.
	Doubts []Gap `json:"doubts"`
}

// CheckRun is one manage.py check --deploy.
type CheckRun struct {
	// FailLevel is the least level that makes it fail: ERROR, unless it says another.
	FailLevel string `json:"fail_level"`
	// Settings is the settings module that it checks; empty where that is not known.
	Settings string   `json:"settings,omitempty"`
	At       Location `json:"at"`
}
