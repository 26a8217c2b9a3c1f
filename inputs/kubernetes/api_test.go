package kubernetes

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"

	"github.com/djgate/djgate/inputs/document"
)

// Manifests are written with the types of the API server's own API, so that the names
// and shapes that this package reads are those of Kubernetes.

func pointer[T any](v T) *T { return &v }

func named(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Name: name} }

func typed(version, kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: version, Kind: kind}
}

// apiPod is a pod with something of all that is read of one.
func apiPod() corev1.PodSpec {
	always := corev1.ContainerRestartPolicyAlways
	return corev1.PodSpec{
		SecurityContext: &corev1.PodSecurityContext{RunAsUser: pointer(int64(1000)), RunAsGroup: pointer(int64(1001))},
		InitContainers:  []corev1.Container{{Name: "migrate", Image: "shop:1", Command: []string{"python", "manage.py", "migrate"}}, {Name: "proxy", Image: "envoy", RestartPolicy: &always}},
		Containers: []corev1.Container{{
			Name: "web", Image: "shop:1", Command: []string{"gunicorn"}, Args: []string{"--bind", "0.0.0.0:$(PORT)", "config.wsgi"},
			EnvFrom: []corev1.EnvFromSource{
				{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "settings"}}},
				{Prefix: "S_", SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "keys"}}},
			},
			Env: []corev1.EnvVar{
				{Name: "PORT", Value: "8000"},
				{Name: "URL", Value: "http://$(PORT)/$$(PORT)"},
				{Name: "HOSTS", ValueFrom: &corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "settings"}, Key: "hosts"}}},
				{Name: "KEY", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "keys"}, Key: "key"}}},
				{Name: "POD_IP", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "status.podIP"}}},
			},
			Ports:         []corev1.ContainerPort{{Name: "http", ContainerPort: 8000}},
			LivenessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"is-well"}}}},
			ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
				Path: "/health", Port: intstr.FromString("http")}}},
			SecurityContext: &corev1.SecurityContext{Privileged: pointer(true), ReadOnlyRootFilesystem: pointer(true), Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}},
			VolumeMounts:    []corev1.VolumeMount{{Name: "keys", MountPath: "/run/keys"}},
		}},
		Volumes: []corev1.Volume{{Name: "keys", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "keys"}}}},
	}
}

// apiData are what the pod takes its variables from.
func apiData() []any {
	return []any{
		&corev1.ConfigMap{TypeMeta: typed("v1", "ConfigMap"), ObjectMeta: named("settings"), Data: map[string]string{"hosts": "shop.example.org", "DEBUG": "off"}},
		&corev1.Secret{TypeMeta: typed("v1", "Secret"), ObjectMeta: named("keys"), Data: map[string][]byte{"key": []byte("hunter2")}, StringData: map[string]string{"plain": "text"}},
	}
}

// apiManifest writes objects as kubectl prints them.
func apiManifest(t *testing.T, objects ...any) string {
	t.Helper()
	var texts []string
	for _, o := range objects {
		text, err := yaml.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return strings.Join(texts, "---\n")
}

func TestKindsOfTheAPI(t *testing.T) {
	template := corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "shop"}}, Spec: apiPod()}
	job := batchv1.JobSpec{Template: template}
	for _, tt := range []struct {
		object any
		job    bool
	}{
		{&appsv1.Deployment{TypeMeta: typed("apps/v1", "Deployment"), ObjectMeta: named("shop"), Spec: appsv1.DeploymentSpec{Template: template}}, false},
		{&appsv1.StatefulSet{TypeMeta: typed("apps/v1", "StatefulSet"), ObjectMeta: named("shop"), Spec: appsv1.StatefulSetSpec{Template: template}}, false},
		{&appsv1.DaemonSet{TypeMeta: typed("apps/v1", "DaemonSet"), ObjectMeta: named("shop"), Spec: appsv1.DaemonSetSpec{Template: template}}, false},
		{&batchv1.Job{TypeMeta: typed("batch/v1", "Job"), ObjectMeta: named("shop"), Spec: job}, true},
		{&batchv1.CronJob{TypeMeta: typed("batch/v1", "CronJob"), ObjectMeta: named("shop"), Spec: batchv1.CronJobSpec{JobTemplate: batchv1.JobTemplateSpec{Spec: job}}}, true},
		{&corev1.Pod{TypeMeta: typed("v1", "Pod"), ObjectMeta: named("shop"), Spec: apiPod()}, false},
	} {
		fsys := fstest.MapFS{"k8s/all.yaml": {Data: []byte(apiManifest(t, append(apiData(), tt.object)...))}}
		sets := Sets(fsys, []string{"k8s/all.yaml"})
		if len(sets) != 1 {
			t.Fatalf("%T: %d sets", tt.object, len(sets))
		}
		r, diags := Read(fsys, sets[0])
		if len(diags) != 0 || len(r.Workloads) != 3 {
			t.Fatalf("%T: %d workloads, %+v", tt.object, len(r.Workloads), diags)
		}
		web, migrate, sidecar := r.Workloads[0], r.Workloads[1], r.Workloads[2]
		if web.Job != tt.job || !migrate.Job || sidecar.Job != tt.job || migrate.Entrypoint[2] != "migrate" {
			t.Errorf("%T: jobs %v %v %v", tt.object, web.Job, migrate.Job, sidecar.Job)
		}
		checkAPIPod(t, fmt.Sprintf("%T", tt.object), web)
	}
}

// checkAPIPod holds what was read against what apiPod says.
func checkAPIPod(t *testing.T, kind string, w *document.Workload) {
	t.Helper()
	if command := strings.Join(slices.Concat(w.Entrypoint, w.Command), " "); command != "gunicorn --bind 0.0.0.0:8000 config.wsgi" {
		t.Errorf("%s: command %q", kind, command)
	}
	want := map[string]string{"DEBUG": "off", "hosts": "shop.example.org", "HOSTS": "shop.example.org", "KEY": "hunter2", "PORT": "8000",
		"POD_IP": "unknown", "S_key": "hunter2", "S_plain": "text", "URL": "http://8000/$(PORT)"}
	for _, v := range w.Env {
		got := v.Text.Reveal()
		if v.State != document.Known {
			got = "unknown"
		}
		if got != want[v.Name] || v.At.File != "k8s/all.yaml" || v.At.Line == 0 {
			t.Errorf("%s: %s is %q at %v, want %q", kind, v.Name, got, v.At, want[v.Name])
		}
		delete(want, v.Name)
	}
	if len(want) > 0 {
		t.Errorf("%s: not read: %v", kind, want)
	}
	if w.User != "1000:1001" || !w.Privileged || !w.ReadOnly || !slices.Equal(w.CapDrop, []string{"ALL"}) || (w.Healthcheck == nil) != w.Job || len(w.Placed)+len(w.Filled) == 0 {
		t.Errorf("%s: %+v, secrets %v", kind, w.Container, w.Placed)
	}
}

func TestServiceAndIngressOfTheAPI(t *testing.T) {
	labels := map[string]string{"app": "shop"}
	objects := append(apiData(),
		&appsv1.Deployment{TypeMeta: typed("apps/v1", "Deployment"), ObjectMeta: named("shop"), Spec: appsv1.DeploymentSpec{Replicas: pointer(int32(3)),
			Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: apiPod()}}},
		&corev1.Service{TypeMeta: typed("v1", "Service"), ObjectMeta: named("shop"), Spec: corev1.ServiceSpec{Selector: labels, Ports: []corev1.ServicePort{{Port: 80, TargetPort: intstr.FromString("http")}}}},
		&networkingv1.Ingress{TypeMeta: typed("networking.k8s.io/v1", "Ingress"), ObjectMeta: metav1.ObjectMeta{Name: "shop", Annotations: map[string]string{"nginx.ingress.kubernetes.io/force-ssl-redirect": "true"}},
			Spec: networkingv1.IngressSpec{IngressClassName: pointer("nginx"), TLS: []networkingv1.IngressTLS{{Hosts: []string{"shop.example.org"}, SecretName: "tls"}},
				Rules: []networkingv1.IngressRule{{Host: "shop.example.org", IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{Paths: []networkingv1.HTTPIngressPath{{
					Path: "/", PathType: pointer(networkingv1.PathTypePrefix),
					Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: "shop", Port: networkingv1.ServiceBackendPort{Number: 80}}}}}}}}}}})
	fsys := fstest.MapFS{"k8s/all.yaml": {Data: []byte(apiManifest(t, objects...))}}
	r, diags := Read(fsys, Sets(fsys, []string{"k8s/all.yaml"})[0])
	if len(diags) != 0 || r.Workloads[0].Replicas == nil || *r.Workloads[0].Replicas != 3 {
		t.Fatalf("%+v", diags)
	}
	listeners := r.Workloads[0].Listeners
	if len(listeners) != 2 || listeners[0].Port != 80 || *listeners[0].Redirect.Truth != true || listeners[1].Protocol != "HTTPS" {
		t.Errorf("listeners %+v", listeners)
	}
	if g := r.Infra.TargetGroups; len(g) != 1 || g[0].Path.Value != "/health" {
		t.Errorf("probes %+v", g)
	}
}
