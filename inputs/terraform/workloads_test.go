package terraform_test

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/terraform"
)

// A port that nothing gives is one all the same; none that is not there.
func TestPortsThatAreNotKnown(t *testing.T) {
	for ports, want := range map[string][]string{
		"[{ containerPort = var.port }]":                           {"${TF_VAR_port}"},
		"[{ containerPort = 8000 }, { containerPort = var.port }]": {"${TF_VAR_port}", "8000"},
		"var.ports":                        {"${TF_VAR_ports}"},
		"[]":                               nil,
		"[{ containerPort = var.none }]":   nil,
		"[{ containerPort = \"eighty\" }]": nil,
	} {
		m, _ := terraform.Read(files(t, `
-- main.tf --
variable "port" {}
variable "ports" {}
variable "none" { default = null }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "web", portMappings = `+ports+` }])
}
`), ".", terraform.Options{})
		var got []string
		for _, p := range m.Workloads[0].Ports {
			if p.At.Line != 5 {
				t.Error(p)
			}
			got = append(got, p.Container)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", ports, got, want)
		}
	}
}

// A command is run where the container says.
func TestWorkingDirectory(t *testing.T) {
	for resource, want := range map[string]string{
		`resource "aws_ecs_task_definition" "web" { container_definitions = jsonencode([{ name = "web", workingDirectory = "/code" }]) }`: "/code",
		`resource "docker_container" "web" { working_dir = "/code" }`:                                                                     "/code",
		`resource "docker_container" "web" { working_dir = var.dir }`:                                                                     "${dir}",
	} {
		m, _ := terraform.Read(files(t, "\n-- main.tf --\nvariable \"dir\" {}\n"+resource+"\n"), ".", terraform.Options{})
		if got := m.Workloads[0].Dir; got != want {
			t.Errorf("%s: %q, want %q", resource, got, want)
		}
	}
}
