package models

import (
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// What logging refuses: dictConfig, which Django calls with LOGGING, and basicConfig. Only
// what is certain is said; a class of the project, or a file, is taken to be fine.

// badLogging is why a configuration is refused, and what that rests on.
type badLogging struct {
	what string
	on   *value.Trace
}

func (b *badLogging) raise(t *value.Thread) error {
	return t.RaiseClass(value.Exceptions()["ValueError"], b.what, b.on)
}

func dictConfig(t *value.Thread, c *value.Call) (value.Value, error) {
	out, err := recorded("logging.config.dictConfig", "config")(t, c)
	handled(t)
	if len(c.Args) == 0 || err != nil {
		return out, err
	}
	switch v := c.Args[0].(type) {
	case value.NoneValue, value.Int, value.Bool:
		return nil, value.Blame(t.Raise("TypeError", "'"+v.Class().Name+"' object is not iterable"), v)
	case value.Str:
		return nil, value.Blame(t.Raise("ValueError", "dictionary update sequence element #0 has length 1; 2 is required"), v)
	}
	if bad := refusedLogging(t, c.Args[0]); bad != nil {
		return nil, bad.raise(t)
	}
	return out, nil
}

// setupLogging is what django.setup() does with LOGGING.
func setupLogging(t *value.Thread, m *value.Module) error {
	config, configured := m.NS.Get("LOGGING_CONFIG")
	if s, _ := text(config.V); configured && s != "logging.config.dictConfig" {
		return nil
	}
	logging, ok := m.NS.Get("LOGGING")
	if d, isDict := value.Underlying(orNone(logging.V)).(*value.Dict); !ok || !isDict || len(d.Entries()) == 0 {
		return nil
	}
	at := t.At
	defer func() { t.At = at }()
	t.At = logging.At
	if bad := refusedLogging(t, logging.V); bad != nil {
		bad.on = value.Merge(bad.on, logging.Control)
		return bad.raise(t)
	}
	return nil
}

// refusedLogging tells why dictConfig refuses a configuration; nil for none that is known.
func refusedLogging(t *value.Thread, v value.Value) *badLogging {
	config, ok := value.Underlying(v).(*value.Dict)
	if !ok {
		return nil
	}
	c := &loggingCheck{t, config}
	version, has := c.get(config, "version")
	switch n, isInt := version.(value.Int); {
	case has == value.No:
		return &badLogging{"dictionary doesn't specify a version", config.Trace()}
	case has == value.Yes && !(isInt && n.Big().IsInt64() && n.Big().Int64() == 1) && !isTrue(version):
		return &badLogging{"Unsupported version: ...", version.Trace()}
	}
	if on, err := isOn(t, orNone(first(config.GetStr("incremental"))), false); err != nil || on != value.No {
		return nil
	}
	for _, part := range []struct {
		name  string
		check func(*value.Dict) *badLogging
	}{{"formatter", c.formatter}, {"handler", c.handler}, {"logger", c.logger}} {
		if bad := c.each(part.name, part.check); bad != nil {
			return bad
		}
	}
	root, _ := c.get(config, "root")
	if d, ok := value.Underlying(orNone(root)).(*value.Dict); ok {
		return refusing("Unable to configure root logger", c.logger(d))
	}
	return nil
}

func isTrue(v value.Value) bool { b, ok := v.(value.Bool); return ok && b.B }

func first(v value.Value, _ bool) value.Value { return v }

// refusing says what of a configuration is refused.
func refusing(what string, bad *badLogging) *badLogging {
	if bad == nil {
		return nil
	}
	return &badLogging{what, bad.on}
}

// loggingCheck looks through one configuration.
type loggingCheck struct {
	t      *value.Thread
	config *value.Dict
}

// get is what a dict has under a key; Maybe where that is not known.
func (c *loggingCheck) get(d *value.Dict, key string) (value.Value, value.Truth) {
	v, ok := d.GetStr(key)
	if _, unknown := value.IsUnknown(v); unknown || !ok && d.More() != nil {
		return nil, value.Maybe
	}
	return v, value.TruthOf(ok)
}

// each checks the entries of a section.
func (c *loggingCheck) each(name string, check func(*value.Dict) *badLogging) *badLogging {
	section, _ := c.get(c.config, name+"s")
	d, ok := value.Underlying(orNone(section)).(*value.Dict)
	if !ok {
		return nil
	}
	for _, e := range d.Entries() {
		key, _ := text(e.Key)
		if one, ok := value.Underlying(e.Value).(*value.Dict); ok {
			if bad := refusing("Unable to configure "+name+" '"+key+"'", check(one)); bad != nil {
				return bad
			}
		}
	}
	return nil
}

// fields are what a format of each style must have to be one.
var fields = map[string]*pattern.Pattern{
	"%": pattern.New(`(?i)%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]`),
	"{": pattern.New(`\{`),
	"$": pattern.New(`\$`),
}

// badFormat tells whether a Formatter refuses a format in a style.
func badFormat(format, style value.Value) bool {
	name := "%"
	if style != nil {
		s, ok := text(style)
		if _, unknown := value.IsUnknown(style); unknown {
			return false
		}
		if _, known := fields[s]; !ok || !known {
			return true
		}
		name = s
	}
	s, ok := text(orNone(format))
	return ok && !fields[name].MatchString(s)
}

func (c *loggingCheck) formatter(d *value.Dict) *badLogging {
	if _, own := c.get(d, "()"); own != value.No {
		return nil
	}
	class, has := c.get(d, "class")
	if has == value.Maybe {
		return nil
	}
	if s, ok := text(orNone(class)); ok {
		if absentFromLogging(s) {
			return &badLogging{"", class.Trace()}
		}
		if s != "logging.Formatter" {
			return nil
		}
	}
	format, hasFormat := c.get(d, "format")
	style, hasStyle := c.get(d, "style")
	validate, _ := d.GetStr("validate")
	if on, err := isOn(c.t, orNone(validate), true); err != nil || validate != nil && on != value.Yes || hasFormat == value.Maybe || hasStyle == value.Maybe {
		return nil
	}
	if badFormat(format, style) {
		return &badLogging{"", value.Merge(orNone(format).Trace(), orNone(style).Trace())}
	}
	return nil
}

// handlerArgs are the parameters of handlers, of those that take no others; one with "!" must be given.
var handlerArgs = map[string]string{
	"logging.StreamHandler": "stream", "logging.NullHandler": "", "logging.FileHandler": "!filename mode encoding delay errors",
	"logging.handlers.WatchedFileHandler":       "!filename mode encoding delay errors",
	"logging.handlers.RotatingFileHandler":      "!filename mode maxBytes backupCount encoding delay errors",
	"logging.handlers.TimedRotatingFileHandler": "!filename when interval backupCount encoding delay utc atTime errors",
	"logging.handlers.SysLogHandler":            "address facility socktype timeout",
	"logging.handlers.SMTPHandler":              "!mailhost !fromaddr !toaddrs !subject credentials secure timeout",
	"django.utils.log.AdminEmailHandler":        "include_html email_backend reporter_class",
}

// loggingNames are the classes of logging that a configuration may name.
var loggingNames = strings.Fields(`logging.Handler logging.Formatter logging.Filter logging.BufferingFormatter logging.LoggerAdapter logging.lastResort
	logging.handlers.SocketHandler logging.handlers.DatagramHandler logging.handlers.NTEventLogHandler logging.handlers.BufferingHandler
	logging.handlers.MemoryHandler logging.handlers.HTTPHandler logging.handlers.QueueHandler logging.handlers.BaseRotatingHandler`)

// absentFromLogging tells whether a class by its path would be one of logging's, and is none.
func absentFromLogging(path string) bool {
	name, inside := strings.CutPrefix(path, "logging.")
	name = strings.TrimPrefix(name, "handlers.")
	return inside && handlerArgs[path] == "" && path != "logging.NullHandler" && !strings.Contains(name, ".") && strings.HasSuffix(name, "Handler") && !slices.Contains(loggingNames, path)
}

func (c *loggingCheck) handler(d *value.Dict) *badLogging {
	if bad := c.level(d); bad != nil {
		return bad
	}
	if name, _ := d.GetStr("formatter"); name != nil {
		if on, err := isOn(c.t, name, false); err == nil && on == value.Yes && c.missing("formatters", name) {
			return &badLogging{"", name.Trace()}
		}
	}
	if bad := c.members(d, "filters"); bad != nil {
		return bad
	}
	class, has := c.get(d, "class")
	if _, own := c.get(d, "()"); own != value.No || has == value.Maybe {
		return nil
	}
	path, isText := text(orNone(class))
	switch {
	case has == value.No:
		return &badLogging{"", d.Trace()}
	case isText && absentFromLogging(path):
		return &badLogging{"", class.Trace()}
	}
	params, known := handlerArgs[path]
	if !known {
		return nil
	}
	return c.arguments(d, params)
}

// notArguments are the keys of a handler that its class is not given.
var notArguments = []string{"class", "level", "formatter", "filters", "."}

// arguments looks for what a handler's class does not take, or lacks.
func (c *loggingCheck) arguments(d *value.Dict, params string) *badLogging {
	given := map[string]bool{}
	for _, e := range d.Entries() {
		key, ok := text(e.Key)
		if !ok || slices.Contains(notArguments, key) {
			continue
		}
		given[key] = true
		if _, perhaps := value.IsUnknown(e.Value); !perhaps && !slices.Contains(strings.Fields(strings.ReplaceAll(params, "!", "")), key) {
			return &badLogging{"", d.Trace()}
		}
	}
	for _, p := range strings.Fields(params) {
		if name, must := strings.CutPrefix(p, "!"); must && !given[name] && d.More() == nil {
			return &badLogging{"", d.Trace()}
		}
	}
	return nil
}

func (c *loggingCheck) logger(d *value.Dict) *badLogging {
	for _, check := range []func(*value.Dict) *badLogging{
		c.level,
		func(d *value.Dict) *badLogging { return c.members(d, "handlers") },
		func(d *value.Dict) *badLogging { return c.members(d, "filters") },
	} {
		if bad := check(d); bad != nil {
			return bad
		}
	}
	return nil
}

// level refuses what is no level.
func (c *loggingCheck) level(d *value.Dict) *badLogging {
	level, has := c.get(d, "level")
	if has != value.Yes || isNone(level) {
		return nil
	}
	if _, err := call(c.t, attribute(c.t, "logging", "_checkLevel"), level); refused(err) {
		return &badLogging{"", level.Trace()}
	}
	return nil
}

// members refuses a list with a name that a section does not have.
func (c *loggingCheck) members(d *value.Dict, section string) *badLogging {
	list, has := c.get(d, section)
	if has != value.Yes {
		return nil
	}
	var names []value.Value
	switch list := value.Underlying(list).(type) {
	case *value.List:
		names = list.Elems()
	case value.Tuple:
		names = list.Elems
	}
	for _, name := range names {
		if _, ok := text(name); ok && c.missing(section, name) {
			return &badLogging{"", value.Merge(name.Trace(), list.Trace())}
		}
	}
	return nil
}

// missing tells whether a section certainly lacks a name.
func (c *loggingCheck) missing(section string, name value.Value) bool {
	s, ok := text(name)
	held, has := c.get(c.config, section)
	if has == value.No {
		return ok
	}
	d, isDict := value.Underlying(orNone(held)).(*value.Dict)
	if !ok || !isDict {
		return false
	}
	_, present := d.GetStr(s)
	return !present && d.More() == nil
}

// handled notes that the root logger may have handlers, with which basicConfig does nothing.
func handled(t *value.Thread) {
	if root, ok := attribute(t, "logging", "root").(*value.Instance); ok {
		root.NS.Set(t, "_handled", value.NewBool(true, nil), t.At)
	}
}

// basicArgs are the arguments of basicConfig.
var basicArgs = strings.Fields("filename filemode format datefmt style level stream handlers force encoding errors")

// basicConfig raises what Python does of its first call, or with force.
func basicConfig(t *value.Thread, c *value.Call) (value.Value, error) {
	root, _ := attribute(t, "logging", "root").(*value.Instance)
	given := map[string]value.Value{}
	for _, k := range c.Keywords {
		given[k.Name] = k.Value
	}
	force, err := isOn(t, given["force"], false)
	if root == nil || err != nil {
		return value.None(), err
	}
	_, had := root.NS.Get("_handled")
	handled(t)
	if had && force != value.Yes {
		return value.None(), nil
	}
	if badFormat(given["format"], given["style"]) {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Invalid format ... for ... style", traceOf(args{orNone(given["format"]), orNone(given["style"])}))
	}
	if level := orNone(given["level"]); !isNone(level) {
		if _, err := call(t, attribute(t, "logging", "_checkLevel"), level); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(basicArgs, name) {
			return nil, t.Raise("ValueError", "Unrecognised argument(s): "+name)
		}
	}
	return value.None(), nil
}
