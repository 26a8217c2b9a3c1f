package targets

import (
	"fmt"
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// exported is a variable of the process that a script with the line starts.
func exported(t *testing.T, line, name string) document.Variable {
	t.Helper()
	p := plan(t, hostedProject+"-- start --\n#!/bin/sh\n"+line+"\nexec gunicorn config.wsgi\n"+
		"-- Dockerfile --\nFROM python\nWORKDIR /app\nENV VENDOR=acme\nCOPY . .\nCMD [\"./start\"]\n", Options{})
	env := p.Targets[0].Env
	i := slices.IndexFunc(env, func(v document.Variable) bool { return v.Name == name })
	if i < 0 {
		t.Fatalf("%s: not exported: %v", line, reasons(p))
	}
	return env[i]
}

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
		v := exported(t, line, "BROKER")
		if got := fmt.Sprint(v.Because, " ", v.Needs); v.State != document.Unknown || got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}

// The default that a script says for a variable is assumed where nothing sets that one.
func TestExportsOfDefaults(t *testing.T) {
	for line, want := range map[string]string{
		`export MODE=${MODE:-live}`:                                "known live [MODE]",
		`export MODE="${STAGE:-live}"`:                             "known live [STAGE]",
		`if [ -z "$STAGE" ]; then STAGE=a; fi; export MODE=$STAGE`: "unknown  []",
		`[ -z "$MODE" ] && export MODE=live`:                       "known live [MODE]",
		`export STAGE=$OTHER MODE=${STAGE:-live}`:                  "unknown  []",
		`test -f x && export MODE=${MODE:-live}`:                   "unknown  []",
	} {
		v := exported(t, line, "MODE")
		if got := fmt.Sprint(v.State, " ", v.Text.Reveal(), " ", v.Assumes); got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}
