package targets

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Terraform hides more than secrets: one sensitive part makes a whole text so,
// and with it the hosts and the addresses of a process. A policy that cannot see
// a value must not pass it. So of what is hidden only that is kept as a secret
// which is one by its name or looks; the rest is not known, but for a switch,
// which says nothing but whether it is on.

const becauseHidden = "Terraform hides it, as it does whatever a sensitive value is part of"

// withhold makes unknown what Terraform hides of an environment.
func withhold(env []document.Variable) {
	for i, v := range env {
		if v.Secret && v.State == document.Known && !hiddenAnyway(v.Name, v.Text.Reveal()) {
			env[i] = document.Variable{Name: v.Name, State: document.Unknown, Origin: v.Origin, Because: becauseHidden, Needs: []string{v.Name},
				Secret: true, At: v.At, Chain: v.Chain}
		}
	}
}

// hiddenAnyway tells whether a value is a secret, may hold one, or is a switch.
func hiddenAnyway(name, text string) bool {
	return document.SecretName(name) || document.SecretText(text) || strings.Contains(text, "://") || isSwitch(text)
}

func isSwitch(text string) bool {
	switch strings.ToLower(text) {
	case "", "0", "1", "true", "false", "on", "off", "yes", "no":
		return true
	}
	return false
}
