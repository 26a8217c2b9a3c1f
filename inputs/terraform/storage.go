package terraform

import (
	"github.com/djgate/djgate/inputs/document"
)

// buckets gives what keeps files. Those of AWS are described by several resources,
// which name the bucket or refer to it.
func buckets(r *resource, all []*resource) []document.Bucket {
	b := document.Bucket{Name: r.address, At: r.at}
	switch r.kind {
	case "aws_s3_bucket":
		b.Bucket = at("bucket", asText, nil)(r)
		b.Public, b.Versioning = publicS3(r, all), versionedS3(r, all)
	case "google_storage_bucket":
		b.Bucket, b.Versioning = at("name", asText, nil)(r), at("versioning.enabled", asBool, false)(r)
		b.Public = publicGoogle(r, all)
	case "azurerm_storage_account":
		b.Bucket, b.Versioning = at("name", asText, nil)(r), at("blob_properties.versioning_enabled", asBool, false)(r)
		b.Public = publicAzure(r, all)
	case "digitalocean_spaces_bucket":
		b.Bucket, b.Versioning = at("name", asText, nil)(r), at("versioning.enabled", asBool, false)(r)
		b.Public = among("acl", "public-read")(r)
	default:
		return nil
	}
	return []document.Bucket{b}
}

// publicS3 tells whether an ACL opens a bucket and no block of public access shuts
// it. From April 2023 on a new bucket shuts public access out unless a resource
// lets it in.
func publicS3(r *resource, all []*resource) *document.Node {
	acls, unsure := about(r, all, "bucket", "aws_s3_bucket_acl")
	blocks, unsureBlocks := about(r, all, "bucket", "aws_s3_bucket_public_access_block")
	if len(unsure)+len(unsureBlocks) > 0 {
		return &document.Node{State: document.Unknown, Because: "it is not known which bucket " + append(unsure, unsureBlocks...)[0].address + " is about", At: r.at}
	}
	open := among("acl", publicACLs...)(r)
	for _, acl := range acls {
		if n := among("acl", publicACLs...)(acl); n.State == document.Unknown || *n.Truth {
			open = n
		}
	}
	for _, b := range blocks {
		shut := at("ignore_public_acls", asBool, false)(b)
		if shut.State == document.Unknown && (open.State == document.Unknown || *open.Truth) {
			return shut
		}
		if shut.State == document.Known && *shut.Truth {
			return known(false, b.at)
		}
	}
	return open
}

var publicACLs = []string{"public-read", "public-read-write", "website"}

func versionedS3(r *resource, all []*resource) *document.Node {
	settings, unsure := about(r, all, "bucket", "aws_s3_bucket_versioning")
	switch {
	case len(settings) > 0:
		return among("versioning_configuration.status", "Enabled")(settings[0])
	case len(unsure) > 0:
		return &document.Node{State: document.Unknown, Because: "it is not known which bucket " + unsure[0].address + " is about", At: r.at}
	}
	return at("versioning.enabled", asBool, false)(r)
}

var everybody = []string{"allUsers", "allAuthenticatedUsers"}

func publicGoogle(r *resource, all []*resource) *document.Node {
	prevented := among("public_access_prevention", "enforced")(r)
	if prevented.State == document.Unknown || *prevented.Truth {
		return opposite(func(*resource) *document.Node { return prevented })(r)
	}
	members, unsure := about(r, all, "bucket", "google_storage_bucket_iam_member", "google_storage_bucket_iam_binding", "google_storage_bucket_access_control")
	for _, m := range append(members, unsure...) {
		for _, path := range []string{"member", "members", "entity"} {
			if n := among(path, everybody...)(m); n.State == document.Unknown || *n.Truth {
				return n
			}
		}
	}
	return standard(false, r.at)
}

func publicAzure(r *resource, all []*resource) *document.Node {
	allowed := at("allow_nested_items_to_be_public", asBool, true)(r)
	if allowed.State == document.Unknown || !*allowed.Truth {
		return allowed
	}
	containers, unsure := about(r, all, "storage_account_name", "azurerm_storage_container")
	for _, c := range append(containers, unsure...) {
		if n := among("container_access_type", "blob", "container")(c); n.State == document.Unknown || *n.Truth {
			return n
		}
	}
	return standard(false, r.at)
}
