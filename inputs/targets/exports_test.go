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
		p := plan(t, hostedProject+"-- start --\n#!/bin/sh\n"+line+"\nexec gunicorn config.wsgi\n"+
			"-- Dockerfile --\nFROM python\nWORKDIR /app\nCOPY . .\nCMD [\"./start\"]\n", Options{})
		env := p.Targets[0].Env
		i := slices.IndexFunc(env, func(v document.Variable) bool { return v.Name == "MODE" })
		if i < 0 {
			t.Errorf("%s: not exported: %v", line, reasons(p))
			continue
		}
		if got := fmt.Sprint(env[i].State, " ", env[i].Text.Reveal(), " ", env[i].Assumes); got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}
