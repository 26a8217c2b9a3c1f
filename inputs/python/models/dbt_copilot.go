package models

import "github.com/djgate/djgate/inputs/python/value"

// dbt-copilot-python 0.2 to 2.1: whether AWS Copilot runs the container, and its address.

func copilotUtility(*value.Thread) value.Value {
	m := value.NewModule("dbt_copilot_python.utility", "")
	m.Func("is_copilot", loose("is_copilot", "", func(t *value.Thread, _ args) (value.Value, error) {
		return value.CompareValue(t, value.In, copilotMark(), t.Environ)
	}))
	m.Fallback = notFollowed(m.Name)
	return m
}

// copilotMark is the variable that Copilot sets.
func copilotMark() value.Value { return value.NewStr("COPILOT_ENVIRONMENT_NAME", nil) }

func copilotNetwork(*value.Thread) value.Value {
	m := value.NewModule("dbt_copilot_python.network", "")
	m.Func("setup_allowed_hosts", loose("setup_allowed_hosts", "allowed_hosts", copilotHosts))
	m.Fallback = notFollowed(m.Name)
	return m
}

// copilotHosts is network.setup_allowed_hosts: the same list, to which a container of
// Copilot adds its address, if it is told in time.
func copilotHosts(t *value.Thread, a args) (value.Value, error) {
	copilot, tr, err := t.Environ.ContainsTrace(t, copilotMark())
	hosts, ok := a[0].(*value.List)
	if err != nil || copilot == value.No || !ok {
		return a[0].With(a[0].Trace().Under(tr)), err
	}
	address := unknown(t, "the address of the container is known only when it runs", tr)
	address.Many = true
	hosts.Append(t, address)
	return hosts, nil
}
