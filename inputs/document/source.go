package document

// This file holds what the source of the project shows beside its settings: the
// URL configuration, the pages for errors, and lines that give secrets away.

// URLs is what ROOT_URLCONF and the modules that it includes route, as far as
// their source tells. Conditions are those of a site with DEBUG off.
type URLs struct {
	Routes []URLRoute `json:"routes"`
	// Views are those that the project names for what Django does by itself: the
	// handlers of ROOT_URLCONF and CSRF_FAILURE_VIEW.
	Views []View `json:"views"`
	// Doubts are the modules that were not followed and that may route one of these.
	Doubts []Gap `json:"doubts"`
}

// The views of a URLRoute.
const (
	RouteAdmin = "admin" // the urls of an AdminSite
	RouteServe = "serve" // django.views.static.serve
	// RouteInsecure is django.contrib.staticfiles.views.serve with insecure=True.
	RouteInsecure = "insecure"
)

// URLRoute is a route to the admin, or to a view that serves files.
type URLRoute struct {
	View string `json:"view"`
	// Path tells where the admin is: "default" for admin/, "own", or "unknown".
	Path string `json:"path,omitempty"`
	// Certain: it is there whatever is unknown.
	Certain bool     `json:"certain"`
	At      Location `json:"at"`
}

// The problems of a View.
const (
	ViewMissing   = "missing"   // the project has no module or function of that name
	ViewArguments = "arguments" // it does not take what Django calls it with
	ViewUnknown   = "unknown"   // its source does not tell
)

// View is a view that the project names. Problem is empty where it fits.
type View struct {
	Name    string   `json:"name"` // handler404, CSRF_FAILURE_VIEW
	Problem string   `json:"problem,omitempty"`
	At      Location `json:"at"`
}

// Pages is what the project brings for errors, in the template folders of its own.
type Pages struct {
	// Missing are those of 404.html and 500.html that none of them has and that no
	// handler stands in for.
	Missing []string `json:"missing"`
	// Doubts are the folders and engines that may have them.
	Doubts []Gap `json:"doubts"`
	// Needs are what 500.html prints of a context, which Django gives it none of.
	Needs []Printed `json:"needs"`
}

// Printed is a variable that a template prints.
type Printed struct {
	Name string   `json:"name"`
	At   Location `json:"at"`
}

// Disclosure is a line that prints or logs what is secret, or holds secrets.
type Disclosure struct {
	What string   `json:"what"` // SECRET_KEY, os.environ, settings
	By   string   `json:"by"`   // the function that is called
	At   Location `json:"at"`
}

// RemoteUser is a middleware of the project that takes the user from a header of the
// request.
type RemoteUser struct {
	Class  string   `json:"class"`  // without its module
	Header string   `json:"header"` // in the usual spelling: X-Auth-User
	At     Location `json:"at"`
}

// Sighting is a line that holds a secret of the settings.
type Sighting struct {
	Setting string   `json:"setting"` // or the part of one: DATABASES.default.PASSWORD
	At      Location `json:"at"`
}

// KeyFile is a private key with which somebody acts as an account elsewhere, in clear.
type KeyFile struct {
	// Account is whose it is: "a service account of Google", "an SSH account".
	Account string   `json:"account"`
	At      Location `json:"at"`
}

// Baked is an env file with secrets that the image takes from the build context.
type Baked struct {
	File string   `json:"file"`
	At   Location `json:"at"` // the COPY or ADD
}
