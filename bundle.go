// Package djgate judges a Django deployment before it happens.
package djgate

import (
	"embed"
	"io/fs"
)

// program is what package lower makes of the policies.
//
//go:embed bundle.program
var program string

//go:embed bundle.manifest policies
var embedded embed.FS

// Bundle returns the shipped policies. Its root is the folder of package django.
func Bundle() fs.FS {
	policies, err := fs.Sub(embedded, "policies")
	if err != nil {
		panic(err) // the path is a constant and valid
	}
	return policies
}

// Manifest returns the manifest of the shipped bundle, as OPA's bundles hold it.
func Manifest() []byte {
	manifest, err := embedded.ReadFile("bundle.manifest")
	if err != nil {
		panic(err) // it is embedded above
	}
	return manifest
}
