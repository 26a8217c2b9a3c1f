package terraform

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
)

// planOf wraps resource changes in a plan.
func planOf(changes ...string) string {
	return `{"format_version": "1.2", "terraform_version": "1.11.4", "variables": {"p": {"value": "hunter2hunter2"}},
 "planned_values": {"root_module": {}}, "resource_changes": [` + strings.Join(changes, ",\n") + `], "configuration": {}}`
}

// task is the change of a task definition; sides is what stands in "change" after the actions.
func taskChange(actions, sides string) string {
	return `{"address": "aws_ecs_task_definition.web", "mode": "managed", "type": "aws_ecs_task_definition", "name": "web",
 "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ` + actions + `, ` + sides + `}}`
}

// shown writes a value as tests compare it.
func shown(v cty.Value) string {
	v, marks := v.Unmark()
	out := ""
	switch {
	case !v.IsKnown():
		out = "?"
	case v.IsNull():
		out = "null"
	case v.Type() == cty.String:
		out = v.AsString()
	case v.Type() == cty.Number:
		out = v.AsBigFloat().String()
	case v.Type() == cty.Bool:
		out = fmt.Sprint(v.True())
	default:
		out = members(v)
	}
	if _, ok := marks[sensitive{}]; ok {
		out = "hidden(" + out + ")"
	}
	if e := encodedIn(marks); e != nil {
		out = "json(" + shown(e.value) + ")"
	}
	return out
}

func members(v cty.Value) string {
	var out []string
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if v.Type().IsObjectType() {
			out = append(out, k.AsString()+":"+shown(e))
		} else {
			out = append(out, shown(e))
		}
	}
	return "[" + strings.Join(out, " ") + "]"
}

func TestPlanMasks(t *testing.T) {
	tests := []struct{ name, after, unknown, sensitive, want string }{
		{"values", `{"a": 1, "b": "x", "c": null, "d": [true, {"e": 1.5}]}`, `{}`, `{}`, "[a:1 b:x c:null d:[true [e:1.5]]]"},
		{"an unknown attribute is left out", `{"a": 1}`, `{"b": true}`, `{}`, "[a:1 b:?]"},
		{"an unknown in a block", `{"a": [{"b": 1}]}`, `{"a": [{"c": true}]}`, `{}`, "[a:[[b:1 c:?]]]"},
		{"an unknown that has a value", `{"a": "old"}`, `{"a": true}`, `{}`, "[a:?]"},
		{"an unknown member of a list", `{"a": ["x", null]}`, `{"a": [false, true]}`, `{}`, "[a:[x ?]]"},
		{"unknown blocks", `{}`, `{"a": [{"b": true}]}`, `{}`, "[a:[[b:?]]]"},
		{"a block of which nothing is known", `{"a": null}`, `{"a": {"b": true}}`, `{}`, "[a:[b:?]]"},
		{"the empty mask of a null", `{"a": null}`, `{"a": {}}`, `{}`, "[a:null]"},
		{"everything is unknown", `{}`, `true`, `{}`, ""},
		{"a sensitive attribute", `{"a": "x", "b": "y"}`, `{}`, `{"a": true}`, "[a:hidden(x) b:y]"},
		{"a sensitive block", `{"a": [{"b": "x", "c": ["y"]}]}`, `{}`, `{"a": true}`, "[a:[[b:hidden(x) c:[hidden(y)]]]]"},
		{"sensitive as a whole", `{"a": "x"}`, `{}`, `true`, "[a:hidden(x)]"},
		{"sensitive and unknown", `{}`, `{"a": true}`, `{"a": true}`, "[a:hidden(?)]"},
		{"hidden by its name", `{"password": "x", "auth": {"token": "y"}}`, `{}`, `{}`, "[auth:[token:hidden(y)] password:hidden(x)]"},
		{"a text of JSON", `{"a": "[{\"b\": 1}]"}`, `{}`, `{}`, "[a:json([[b:1]])]"},
		{"a sensitive text of JSON", `{"a": "[{\"b\": \"x\"}]"}`, `{}`, `{"a": true}`, "[a:json([[b:hidden(x)]])]"},
		{"a text that is no JSON", `{"a": "[x"}`, `{}`, `{}`, "[a:[x]"},
		{"masks of another shape", `{"a": {"b": 1}}`, `{"a": [true]}`, `[true]`, "[a:[b:1]]"},
		{"a long number", `{"a": 1e999999999}`, `{}`, `{}`, "[a:?]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sides := fmt.Sprintf(`"before": null, "after": %s, "after_unknown": %s, "before_sensitive": false, "after_sensitive": %s`, test.after, test.unknown, test.sensitive)
			p := ReadPlan("plan.json", strings.NewReader(planOf(taskChange(`["create"]`, sides))))
			if len(p.Diagnostics) > 0 || len(p.changed) != 1 {
				t.Fatalf("%d changes, diagnostics %v", len(p.changed), p.Diagnostics)
			}
			got := ""
			if r := p.changed[0].after; r != nil {
				got = shown(r.body)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestPlanWithoutMaskIsSensitive(t *testing.T) {
	p := ReadPlan("plan.json", strings.NewReader(planOf(taskChange(`["create"]`, `"after": {"a": "x"}`))))
	if got := shown(p.changed[0].after.body); got != "[a:hidden(x)]" {
		t.Error(got)
	}
}

func TestPlanActions(t *testing.T) {
	const value = `{"a": "x"}`
	tests := []struct{ actions, before, after, want string }{
		{`["no-op"]`, value, value, "no-op before after"},
		{`["create"]`, "null", value, "create after"},
		{`["update"]`, value, value, "update before after"},
		{`["delete"]`, value, "null", "delete before"},
		{`["forget"]`, value, "null", "forget before"},
		{`["delete", "create"]`, value, value, "replace before after"},
		{`["create", "delete"]`, value, value, "replace before after"},
	}
	for _, test := range tests {
		sides := fmt.Sprintf(`"before": %s, "after": %s, "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}`, test.before, test.after)
		p := ReadPlan("plan.json", strings.NewReader(planOf(taskChange(test.actions, sides))))
		if len(p.Diagnostics) > 0 || len(p.changed) != 1 {
			t.Fatalf("%s: %d changes, diagnostics %v", test.actions, len(p.changed), p.Diagnostics)
		}
		got := p.Changes[0].Action
		if p.changed[0].before != nil {
			got += " before"
		}
		if p.changed[0].after != nil {
			got += " after"
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.actions, got, test.want)
		}
	}
}

func TestPlanMoved(t *testing.T) {
	change := strings.Replace(taskChange(`["no-op"]`, `"before": {"a": 1}, "after": {"a": 1}, "before_sensitive": {}, "after_sensitive": {}`),
		`"mode"`, `"previous_address": "aws_ecs_task_definition.old", "mode"`, 1)
	p := ReadPlan("plan.json", strings.NewReader(planOf(change)))
	want := Change{"aws_ecs_task_definition.web", "aws_ecs_task_definition.old", "move"}
	if p.Changes[0] != want || p.changed[0].before.address != want.Previous || p.changed[0].after.address != want.Address {
		t.Errorf("%+v", p.Changes[0])
	}
}

func TestPlanTrouble(t *testing.T) {
	const good = `"before": null, "after": {"a": 1}, "after_unknown": {}, "after_sensitive": {}`
	whole := planOf(taskChange(`["create"]`, good))
	tests := []struct {
		name, plan string
		kept       int
		want       string // the severity and message of each diagnostic
	}{
		{"cut off", whole[:len(whole)-20], 1, "error plan.json:3: the plan cannot be read: it ends before its end"},
		{"cut off in a resource", whole[:300], 0, "error plan.json:3: the plan cannot be read: it ends before its end"},
		{"empty", "", 0, "error plan.json:1: the plan cannot be read: it ends before its end"},
		{"no JSON", "hunter2hunter2", 0, "error plan.json:1: the plan cannot be read: here it is no JSON"},
		{"more than one", whole + "{}", 1, "error plan.json:3: the plan cannot be read: here it is no JSON"},
		{"another version", `{"format_version": "2.0", "resource_changes": [1]}`, 0, "error plan.json:1: the plan has format_version 2.0; 1.x is read"},
		{"a version before masks", `{"format_version": "0.1"}`, 0, "error plan.json:1: the plan has format_version 0.1; 1.x is read"},
		{"a version that is none", `{"format_version": "hunter2hunter2"}`, 0, "error plan.json:1: the plan has another format_version; 1.x is read"},
		{"no version", `{"resource_changes": []}`, 0, "error plan.json:1: the plan cannot be read: it names no format_version"},
		{"a saved plan", "PK\x03\x04hunter2", 0, "error plan.json:0: this is a plan as Terraform saves it: give what `terraform show -json PLAN` prints"},
		{"messages", `{"@level": "info"}` + "\n" + `{"@level": "info"}`, 0, "error plan.json:2: these are the messages of `terraform plan -json`: give what `terraform show -json PLAN` prints"},
		{"a state", `{"version": 4, "serial": 1, "lineage": "x"}`, 0, "error plan.json:1: this is a state, not a plan: give what `terraform show -json PLAN` prints"},
		{"errored", strings.Replace(whole, `"configuration"`, `"errored": true, "configuration"`, 1), 1,
			"error plan.json:3: planning ended with an error, so the plan is not whole"},
		{"deferred", strings.Replace(whole, `"configuration"`, `"complete": false, "configuration"`, 1), 1,
			"warning plan.json:3: the plan leaves changes for another run: what they do is not judged"},
		{"a resource of another shape", planOf(`{"address": 7}`, taskChange(`["create"]`, good)), 1, "error plan.json:2: a resource of the plan has not the shape of one"},
		{"an unknown action", planOf(taskChange(`["hunter2"]`, good)), 0,
			"error plan.json:2: the plan does with a resource what is not known: only create, read, update, delete, forget and no-op are"},
		{"an unknown provider", strings.Replace(whole, "hashicorp/aws", "acme/widgets", 1), 1,
			"note plan.json:2: the provider widgets is not known: what its resources run is not judged"},
		{"deposed", planOf(strings.Replace(taskChange(`["delete"]`, good), `"mode"`, `"deposed": "ab12", "mode"`, 1)), 0, ""},
		{"nothing to change", `{"format_version": "1.2", "resource_changes": null}`, 0, ""},
		{"deep brackets", `{"format_version": "1.2", "x": ` + strings.Repeat("[", 400_000) + strings.Repeat("]", 400_000) + `}`, 0, ""},
		{"deep brackets in a resource", planOf(taskChange(`["create"]`, `"after": {"a": `+strings.Repeat("[", 400_000)+strings.Repeat("]", 400_000)+`}`)), 0,
			"error plan.json:2: a resource of the plan has not the shape of one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := ReadPlan("plan.json", strings.NewReader(test.plan))
			var got []string
			for _, d := range p.Diagnostics {
				got = append(got, fmt.Sprintf("%s %s:%d: %s", d.Severity, d.At.File, d.At.Line, d.Message))
			}
			if all := strings.Join(got, "\n"); all != test.want || len(p.changed) != test.kept {
				t.Errorf("%d kept, want %d\ngot  %s\nwant %s", len(p.changed), test.kept, all, test.want)
			}
		})
	}
}

func TestPlanJoin(t *testing.T) {
	place := func(kind string, order int) *hop { h := &hop{order: order}; h.Kind, h.Name = kind, kind; return h }
	inFile, tfvars := place("terraform", 2), place("tfvars", 1)
	entry := func(name string, v cty.Value) cty.Value { return object("name", cty.StringVal(name), "value", v) }
	files := object("family", cty.StringVal("shop").Mark(inFile), "containers", cty.UnknownVal(cty.String).Mark(&encoded{cty.TupleVal([]cty.Value{
		entry("B", cty.StringVal("same").Mark(inFile).Mark(tfvars)),
		entry("A", cty.StringVal("from tfvars").Mark(inFile).Mark(tfvars)),
		entry("C", cty.StringVal("secret").Mark(inFile).Mark(sensitive{})),
		entry("D", cty.DynamicVal.Mark(inFile).Mark(need{"TF_VAR_d"})),
	})}))
	tests := []struct{ name, sides, want string }{
		{"the plan is right, the files have the places",
			`"after": {"family": "shop", "containers": "[{\"name\": \"A\", \"value\": \"from plan\"}, {\"name\": \"B\", \"value\": \"same\"}, {\"name\": \"D\", \"value\": \"d\"}]"}, "after_sensitive": {}`,
			"A=from plan @terraform, B=same @terraform @tfvars, D=d @terraform"},
		{"of a sensitive text what the files hold in clear is in clear",
			`"after": {"containers": "[{\"name\": \"A\", \"value\": \"from plan\"}, {\"name\": \"B\", \"value\": \"same\"}, {\"name\": \"C\", \"value\": \"secret\"}]"}, "after_sensitive": {"containers": true}`,
			"A=hidden(from plan) @terraform, B=same @terraform @tfvars, C=hidden(secret) @terraform"},
		{"what is unknown as a whole is what the files make of it",
			`"after": {}, "after_unknown": {"containers": true}, "after_sensitive": {}`,
			"B=same @terraform @tfvars, A=from tfvars @terraform @tfvars, C=hidden(secret) @terraform, D=? @terraform"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := ReadPlan("plan.json", strings.NewReader(planOf(taskChange(`["create"]`, test.sides))))
			if len(p.Diagnostics) > 0 {
				t.Fatal(p.Diagnostics)
			}
			after := p.side([]*resource{{address: "aws_ecs_task_definition.web", kind: "aws_ecs_task_definition", body: files}}, false)
			var got []string
			containers, _ := member(after[0].body, "containers")
			for _, e := range decoded(containers).AsValueSlice() {
				value, _ := member(e, "value")
				_, marks := value.Unmark()
				line := nameIn(e) + "=" + shown(value)
				for _, h := range trailOf(marks).hops {
					line += " @" + h.Name
				}
				got = append(got, line)
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got  %s\nwant %s", all, test.want)
			}
		})
	}
}

// What the files make of a text takes the values of variables from the plan.
func TestPlanVariables(t *testing.T) {
	fsys := fstest.MapFS{"main.tf": {Data: []byte(`
variable "a" { default = "files" }
variable "b" { default = "same" }
variable "c" { default = "files" }
variable "list" {
  type    = list(string)
  default = []
}
variable "wrong" { type = list(string) }
variable "hidden" { sensitive = true }
variable "absent" { default = "files" }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name = "web"
    image = aws_x.y.url
    environment = [for k, v in { A = var.a, B = var.b, LIST = join(",", var.list), WRONG = join(",", var.wrong), HIDDEN = var.hidden, ABSENT = var.absent } : { name = k, value = v }]
  }])
}
`)}}
	src := strings.Replace(planOf(taskChange(`["create"]`, `"before": null, "after": {}, "after_unknown": {"container_definitions": true}, "after_sensitive": {"container_definitions": true}`)),
		`"variables": {`, `"variables": {"a": {"value": "plan"}, "b": {"value": "same"}, "list": {"value": ["x", "y"]}, "wrong": {"value": {"x": 1}},
 "hidden": {"value": "hunter2"}, "odd": 5, "undeclared": {"value": 1}, `, 1)
	p := ReadPlan("plan.json", strings.NewReader(src))
	m, diagnostics := Read(fsys, ".", Options{Plan: p})
	if len(p.Diagnostics)+len(diagnostics) > 0 {
		t.Fatal(p.Diagnostics, diagnostics)
	}
	var got []string
	for _, v := range m.Workloads[0].Env {
		if v.Given {
			continue
		}
		got = append(got, fmt.Sprintf("%s=%s %s:%d secret %v", v.Name, v.Text.Reveal(), v.At.File, v.At.Line, v.Secret))
	}
	want := []string{"A=plan plan.json:1 secret false", "ABSENT=files main.tf:11 secret false", "B=same main.tf:3 secret false",
		"HIDDEN=hunter2 plan.json:2 secret true", "LIST=x,y main.tf:16 secret false", "WRONG= main.tf:16 secret false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(m.Literals) > 0 {
		t.Errorf("what the plan was given is in no file: %v", m.Literals)
	}
}

func TestPlainAddress(t *testing.T) {
	for address, want := range map[string]string{
		`module.a[0].aws_lb.main["x"]`: "module.a.aws_lb.main",
		`aws_lb.main["a]\"[0]"]`:       "aws_lb.main",
		"aws_lb.main":                  "aws_lb.main",
	} {
		if got := plainAddress(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

func TestStreamPlaces(t *testing.T) {
	s := newStream("p", strings.NewReader("{\"é\": [1,\n 2], \"b\" : \"]}\\\"\" }"))
	var got []string
	err := s.members(func(key string) error {
		b, err := s.next()
		if err != nil {
			return err
		}
		got = append(got, fmt.Sprintf("%s %c %d:%d", key, b, s.line, s.column))
		return s.skip()
	})
	if want := []string{"é [ 1:7", `b " 2:12`}; err != nil || !slices.Equal(got, want) || !s.ended() {
		t.Errorf("%v %v", err, got)
	}
}
