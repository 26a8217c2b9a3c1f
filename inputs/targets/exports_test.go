package targets

import (
	"fmt"
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// What a script makes of variables that nothing sets is unknown because of these, and
// they are what decides it.
func TestExportsOfUnset(t *testing.T) {
	for line, want := range map[string]string{
		`export BROKER="${REDIS_URL}"`:            "no input sets REDIS_URL [REDIS_URL]",
		`export BROKER=amqp://$HOST:$PORT//`:      "no input sets HOST [HOST PORT]",
		`export BROKER=amqp://$VENDOR:$PORT//`:    "no input sets PORT [PORT]",
		`export BROKER=$HOST$(hostname)`:          "start:2 computes it when it is run [BROKER]",
		`test -z "$X" || export BROKER=$HOST`:     "start:2 may export it [BROKER]",
		`HOST=$OTHER; export BROKER=amqp://$HOST`: "no input sets OTHER [OTHER]",
	} {
		p := plan(t, hostedProject+"-- start --\n#!/bin/sh\n"+line+"\nexec gunicorn config.wsgi\n"+
			"-- Dockerfile --\nFROM python\nWORKDIR /app\nENV VENDOR=acme\nCOPY . .\nCMD [\"./start\"]\n", Options{})
		env := p.Targets[0].Env
		i := slices.IndexFunc(env, func(v document.Variable) bool { return v.Name == "BROKER" })
		if i < 0 {
			t.Errorf("%s: not exported: %v", line, reasons(p))
			continue
		}
		if got := fmt.Sprint(env[i].Because, " ", env[i].Needs); env[i].State != document.Unknown || got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}
