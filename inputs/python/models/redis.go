package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// redis-py 5 and later: a client connects when it is used, and only the URL is
// looked at before. StrictRedis is another name of Redis since release 3.

func redisModules() map[string]maker {
	out := map[string]maker{}
	for _, name := range []string{"redis", "redis.client", "redis.asyncio"} {
		out[name] = func(t *value.Thread) value.Value {
			m := value.NewModule(name, "")
			client := redisClass("Redis")
			m.Define("Redis", client)
			m.Define("StrictRedis", client)
			if packageBelow(t, "redis", 3) {
				m.Define("StrictRedis", redisClass("StrictRedis"))
			}
			for _, class := range []string{"ConnectionPool", "BlockingConnectionPool"} {
				m.Define(class, redisClass(class))
			}
			m.Func("from_url", func(t *value.Thread, c *value.Call) (value.Value, error) { return redisFromURL(t, client, c) })
			m.Fallback = notFollowed(name)
			return m
		}
	}
	return out
}

func redisClass(name string) *value.Class {
	c := opaqueClass(name, "redis")
	fromURL := value.NewBuiltin("from_url", func(t *value.Thread, call *value.Call) (value.Value, error) {
		rest := *call
		rest.Args = call.Args[1:]
		return redisFromURL(t, c, &rest)
	})
	c.NS.Set(nil, "from_url", &value.ClassMethod{Func: fromURL}, value.Place{})
	return c
}

// redisFromURL refuses what parse_url does: what is no text, and other schemes.
func redisFromURL(t *value.Thread, c *value.Class, call *value.Call) (value.Value, error) {
	url := call.Keyword("url")
	if len(call.Args) > 0 {
		url = call.Args[0]
	}
	if s, ok := text(url); ok {
		scheme, _, found := strings.Cut(s, "://")
		if !found || scheme != "redis" && scheme != "rediss" && scheme != "unix" {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Redis URL must specify one of the following schemes (redis://, rediss://, unix://)", url.Trace())
		}
	} else if isNone(url) {
		return nil, t.RaiseClass(value.Exceptions()["AttributeError"], "'NoneType' object has no attribute 'startswith'", orNone(url).Trace())
	}
	return t.NewInstance(c), nil
}
