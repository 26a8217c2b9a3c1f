package document

import (
	"reflect"
	"strings"
)

// Infra holds facts of the infrastructure around a deployment, by kind, in words
// that no single cloud owns. A fact is a Node: known, or unknown with its reason,
// so that a policy can ask the same questions about it as about a setting. One
// that a kind of resource does not have is absent. Numbers are days, ports and
// seconds.
type Infra struct {
	Listeners     []Listener     `json:"listeners"`
	TargetGroups  []TargetGroup  `json:"target_groups"`
	HostRules     []HostRule     `json:"host_rules"`
	Databases     []Database     `json:"databases"`
	Caches        []Cache        `json:"caches"`
	Buckets       []Bucket       `json:"buckets"`
	CDNs          []CDN          `json:"cdns"`
	FirewallRules []FirewallRule `json:"firewall_rules"`
	Records       []Record       `json:"dns_records"`
}

// Listener is a way in: a load balancer's listener, or what a platform itself
// puts before its services. Port is 0 and Protocol empty where they are not known;
// Redirect is not known then either.
type Listener struct {
	Name      string   `json:"name"`
	By        string   `json:"by,omitempty"` // the platform in words (Cloud Run); empty for a load balancer
	Port      int      `json:"port"`
	Protocol  string   `json:"protocol"`
	Redirect  *Node    `json:"redirect"` // to HTTPS
	Public    *Node    `json:"public,omitempty"`
	TLSPolicy *Node    `json:"tls_policy,omitempty"` // of a listener that ends TLS
	HSTS      *Node    `json:"hsts,omitempty"`       // its answers over HTTPS have Strict-Transport-Security
	Sets      []string `json:"sets,omitempty"`       // request headers that it sets, whatever the client sent
	At        Location `json:"at"`
}

// HostRule is a name for which a load balancer sends requests on to a container.
type HostRule struct {
	Name string `json:"name"`
	Host *Node  `json:"host"` // may have stars
	// Container is empty where it is not known.
	Container string   `json:"container,omitempty"`
	At        Location `json:"at"`
}

// TargetGroup is how a load balancer reaches a process, and asks whether it is
// well. The Host header of what it asks is the address of the process.
type TargetGroup struct {
	Name     string `json:"name"`
	Path     *Node  `json:"path"`
	Protocol *Node  `json:"protocol"`           // HTTP, HTTPS, TCP
	Matcher  *Node  `json:"matcher"`            // the codes that mean well: 200, 200-399, 200,301
	Requests *Node  `json:"requests,omitempty"` // the protocol of what it sends on: HTTP, HTTPS, TCP, ...
	Outside  *Node  `json:"outside,omitempty"`  // some of its targets are addresses outside its network
	// Listeners are the names of those that certainly send requests to it.
	Listeners []string `json:"listeners"`
	// Container is the one that is asked; empty where that is not known.
	Container string   `json:"container,omitempty"`
	At        Location `json:"at"`
}

// Database is a database that a cloud runs.
type Database struct {
	Name      string   `json:"name"`
	Engine    *Node    `json:"engine,omitempty"` // postgres, mysql, mariadb, oracle, sqlserver, ...
	Version   *Node    `json:"version,omitempty"`
	Public    *Node    `json:"public,omitempty"`    // it has an address that the internet reaches
	Open      *Node    `json:"open,omitempty"`      // its own rules let the whole internet in
	Encrypted *Node    `json:"encrypted,omitempty"` // its disks
	Backups   *Node    `json:"backups,omitempty"`   // days that they are kept, or whether there are any
	Protected *Node    `json:"protected,omitempty"` // from being deleted
	TLS       *Node    `json:"tls,omitempty"`       // it refuses connections without
	At        Location `json:"at"`
}

// Cache is a cache that a cloud runs.
type Cache struct {
	Name      string   `json:"name"`
	Engine    *Node    `json:"engine"` // redis, valkey, memcached
	TLS       *Node    `json:"tls,omitempty"`
	Encrypted *Node    `json:"encrypted,omitempty"`
	Password  *Node    `json:"password,omitempty"` // it asks for one
	At        Location `json:"at"`
}

// Bucket keeps files. Bucket is its name at the cloud.
type Bucket struct {
	Name       string   `json:"name"`
	Bucket     *Node    `json:"bucket"`
	Public     *Node    `json:"public"`               // whoever has an address reads
	Versioning *Node    `json:"versioning,omitempty"` // what is overwritten or deleted is kept
	At         Location `json:"at"`
}

// CDN is one way that a content delivery network treats requests: its default,
// or that of some paths.
type CDN struct {
	Name    string   `json:"name"`
	Default bool     `json:"default"`
	Paths   string   `json:"paths,omitempty"`
	HTTPS   *Node    `json:"https"`             // plain HTTP is refused or redirected
	Caches  *Node    `json:"caches"`            // it may answer from its cache
	Cookies *Node    `json:"cookies"`           // it hands cookies on, and keeps answers apart by them
	Host    *Node    `json:"host"`              // it hands the Host header on
	Origin  *Node    `json:"origin,omitempty"`  // it asks the origin by: http-only, https-only, match-viewer
	MinTLS  *Node    `json:"min_tls,omitempty"` // the oldest that visitors may use
	At      Location `json:"at"`
}

// FirewallRule lets requests of TCP in. From and To are ports: 0 and 65535 for all.
type FirewallRule struct {
	Name string   `json:"name"`
	From *Node    `json:"from"`
	To   *Node    `json:"to"`
	Open *Node    `json:"open"` // to the whole internet
	At   Location `json:"at"`
}

// Record is a name that DNS gives out.
type Record struct {
	Name   string   `json:"name"`
	Record *Node    `json:"record"` // the name
	Type   *Node    `json:"type"`
	Plain  *Node    `json:"plain,omitempty"` // what it leads to answers by plain HTTP alone
	At     Location `json:"at"`
}

// Fact is one fact of one resource.
type Fact struct {
	Name string // of the resource
	Node *Node
}

// Facts lists a fact of all resources of a kind, both named as in the schema:
// Facts("databases", "public"). It is empty where there is none of that name.
func (i Infra) Facts(kind, field string) []Fact {
	list := tagged(reflect.ValueOf(i), kind)
	if !list.IsValid() {
		return nil
	}
	var out []Fact
	for j := range list.Len() {
		r := list.Index(j)
		if v := tagged(r, field); v.IsValid() {
			if n, isNode := v.Interface().(*Node); isNode && n != nil {
				out = append(out, Fact{r.FieldByName("Name").String(), n})
			}
		}
	}
	return out
}

// tagged is the field of a struct that has a name in JSON.
func tagged(v reflect.Value, name string) reflect.Value {
	for j := range v.NumField() {
		if tag, _, _ := strings.Cut(v.Type().Field(j).Tag.Get("json"), ","); tag == name {
			return v.Field(j)
		}
	}
	return reflect.Value{}
}
