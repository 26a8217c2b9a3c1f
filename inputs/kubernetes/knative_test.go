package kubernetes

import (
	"strings"
	"testing"
)

func TestKnative(t *testing.T) {
	service := `-- service.yaml --
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, annotations: {%}}
spec:
  template:
    spec:
      containers:
      - image: shop:1
        ports: [{containerPort: 8000}]
        env: [{name: DEBUG, value: "0"}]
`
	for annotations, want := range map[string]string{"": "80 unknown", "run.googleapis.com/ingress: all": "80 true"} {
		r, _ := read(t, strings.Replace(service, "%", annotations, 1))
		w := r.Workloads[0]
		const env = "DEBUG=\"0\" service.yaml:10:36\nK_CONFIGURATION=\"shop\" service.yaml:3:18\nK_REVISION=<Knative sets it> service.yaml:3:18\nK_SERVICE=\"shop\" service.yaml:3:18\nPORT=\"8000\" service.yaml:3:18"
		if got := show(w.Env); got != env || w.Name != "shop" || len(r.Workloads) != 1 {
			t.Errorf("%s: %s", w.Name, got)
		}
		for _, v := range w.Env {
			if v.Given && (len(v.Chain) != 1 || v.Chain[0].Note != "set by Knative") {
				t.Errorf("%s: the hop to what sets it is %v", v.Name, v.Chain)
			}
		}
		if got := ways(w.Listeners); got != want {
			t.Errorf("%q: %s, want %s", annotations, got, want)
		}
	}
}
