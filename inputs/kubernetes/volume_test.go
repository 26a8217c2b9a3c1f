package kubernetes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// placed shows what is put into a container: of a text, the place of its first line.
func placed(w *document.Workload) string {
	var out strings.Builder
	for _, p := range w.Placed {
		fmt.Fprintf(&out, "%s: ", p.Target)
		if i := p.Inset; i != nil {
			at := document.Location{File: i.Name, Line: 1, Column: 1}
			document.Resettle(&at, map[string]*document.Inset{i.Name: i})
			fmt.Fprintf(&out, "%s%s %s:%d:%d\n", strings.ReplaceAll(i.Text.Reveal(), "\n", "|"), map[bool]string{true: " secret"}[i.Secret], at.File, at.Line, at.Column)
			continue
		}
		fmt.Fprintf(&out, "<%s>\n", p.Source)
	}
	for _, f := range w.Filled {
		fmt.Fprintf(&out, "in %s open %v\n", f.Target, f.Open)
	}
	return out.String()
}

const objects = `
---
kind: ConfigMap
apiVersion: v1
metadata: {name: conf}
data:
  a.py: |
    X = 1
    Y = "{}"
  b.env: "B=1"
  start.sh: |
    exec ${CMD}
  t.py: |
    X = "${X}"
  j.conf: |
    server_name {{ host }};
binaryData: {c.py: WCA9IDE=, d.bin: /w==}
---
kind: Secret
apiVersion: v1
metadata: {name: keys}
stringData: {key: hunter2, other: x}
`

func TestVolumes(t *testing.T) {
	for name, tt := range map[string]struct{ mount, volume, want string }{
		"a whole ConfigMap": {"mountPath: /app/conf/", "configMap: {name: conf}", `
/app/conf/c.py: X = 1 k8s/web.yaml:28:20
/app/conf/d.bin: <>
/app/conf/a.py: X = 1|Y = "{}"| k8s/web.yaml:19:5
/app/conf/b.env: B=1 k8s/web.yaml:21:10
/app/conf/start.sh: exec ${CMD}| k8s/web.yaml:23:5
/app/conf/t.py: <>
/app/conf/j.conf: <>
in /app/conf open false
`},
		"items": {"mountPath: /app", "configMap: {name: conf, items: [{key: a.py, path: sub/local.py}, {key: none, path: x}]}", `
/app/sub/local.py: X = 1|Y = "{}"| k8s/web.yaml:19:5
in /app open false
`},
		"one file of a volume": {"mountPath: /app/local.py, subPath: a.py", "configMap: {name: conf}", `
/app/local.py: X = 1|Y = "{}"| k8s/web.yaml:19:5
`},
		"a folder of a volume": {"mountPath: /app/conf, subPath: sub/", "configMap: {name: conf, items: [{key: a.py, path: sub/a.py}, {key: b.env, path: b.env}]}", `
/app/conf/a.py: X = 1|Y = "{}"| k8s/web.yaml:19:5
in /app/conf open false
`},
		"a path that the volume does not have": {"mountPath: /app/x.py, subPath: x.py", "configMap: {name: conf}", "\n/app/x.py: <>\n"},
		"a computed path":                      {"mountPath: /app/x.py, subPathExpr: $(X)", "configMap: {name: conf}", "\n/app/x.py: <>\n"},
		"an object that is not here":           {"mountPath: /app", "configMap: {name: none}", "\nin /app open true\n"},
		"a file of one that is not here":       {"mountPath: /app/x.py, subPath: x.py", "secret: {secretName: none}", "\n/app/x.py: <>\n"},
		"several": {"mountPath: /app", "projected: {sources: [{secret: {name: keys, items: [{key: key, path: a.py}]}}, {configMap: {name: conf, items: [{key: b.env, path: a.py}]}}]}", `
/app/a.py: B=1 k8s/web.yaml:21:10
in /app open false
`},
		"several, of which one is filled in later": {"mountPath: /app", "projected: {sources: [{serviceAccountToken: {path: token}}, {secret: {name: keys}}]}", `
/app/key: hunter2 secret k8s/web.yaml:33:19
/app/other: x secret k8s/web.yaml:33:35
in /app open true
`},
		"another kind": {"mountPath: /app", "csi: {driver: x}", "\n"},
	} {
		r, _ := read(t, deployment("\n\tvolumeMounts: [{name: v, "+tt.mount+"}]\n      volumes: [{name: v, "+tt.volume+"}]")+objects)
		if got := "\n" + placed(r.Workloads[0]); got != tt.want {
			t.Errorf("%s:%swant%s", name, got, tt.want)
		}
	}
}

// What a kustomization makes of files is those files; a patch in it has lines of its own.
func TestVolumesOfKustomizations(t *testing.T) {
	r, _ := read(t, `-- k8s/kustomization.yaml --
resources: [web.yaml]
configMapGenerator:
- name: conf
  files: [conf/nginx.conf, local.py=../shop/local.py, conf/none.conf]
  literals: [A=1]
patches:
- patch: |
    kind: ConfigMap
    apiVersion: v1
    metadata: {name: patched}
    data:
      x.py: |
        X = 2
        Y = 3
`+deployment(`
	volumeMounts:
	- {name: conf, mountPath: /conf}
	- {name: patched, mountPath: /patched}
      volumes:
      - {name: conf, configMap: {name: conf}}
      - {name: patched, configMap: {name: patched}}
---
kind: ConfigMap
apiVersion: v1
metadata: {name: patched}
data: {x.py: X = 1}
`)+`-- k8s/conf/nginx.conf --
-- shop/local.py --
`)
	want := "/conf/A: 1 k8s/kustomization.yaml:5:14\n/conf/nginx.conf: <k8s/conf/nginx.conf>\n/conf/local.py: <shop/local.py>\n/conf/none.conf: <>\n" +
		"/patched/x.py: X = 2|Y = 3| k8s/kustomization.yaml:13:9\nin /conf open false\nin /patched open false\n"
	if got := placed(r.Workloads[0]); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
