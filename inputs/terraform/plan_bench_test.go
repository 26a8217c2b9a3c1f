package terraform

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkReadPlan reads plans of 500 and 2,000 resources, a quarter of them task
// definitions: the cost of a byte is the same, and memory grows with what is kept.
func BenchmarkReadPlan(b *testing.B) {
	for _, n := range []int{500, 2000} {
		plan := largePlan(n)
		b.Run(fmt.Sprintf("%d resources, %d MB", n, len(plan)>>20), func(b *testing.B) {
			b.SetBytes(int64(len(plan)))
			b.ReportAllocs()
			for b.Loop() {
				p := ReadPlan("plan.json", strings.NewReader(plan))
				if len(p.Changes) != n || len(p.Diagnostics) > 0 {
					b.Fatal(len(p.Changes), p.Diagnostics)
				}
			}
		})
	}
}

// largePlan is a plan of 10 kB a resource.
func largePlan(resources int) string {
	environment := strings.Repeat(`{\"name\":\"VARIABLE\",\"value\":\"some text of a value\"},`, 50)
	definitions := `[{\"name\":\"web\",\"image\":\"shop\",\"environment\":[` + strings.TrimSuffix(environment, ",") + `]}]`
	padding := strings.Repeat(`{"tag": "value", "n": 1},`, 60)
	var changes, values []string
	for i := range resources {
		kind := "aws_ecs_task_definition"
		if i%4 > 0 {
			kind = "aws_iam_policy"
		}
		value := `{"container_definitions": "` + definitions + `", "tags": [` + strings.TrimSuffix(padding, ",") + `]}`
		changes = append(changes, fmt.Sprintf(`{"address": "%s.r%d", "mode": "managed", "type": "%s", "name": "r%d", "provider_name": "registry.terraform.io/hashicorp/aws",
 "change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": {"arn": true}, "before_sensitive": false, "after_sensitive": {}}}`, kind, i, kind, i, value))
		values = append(values, value)
	}
	return strings.Replace(planOf(changes...), `{"root_module": {}}`, `{"root_module": {"resources": [`+strings.Join(values, ",")+`]}}`, 1)
}
