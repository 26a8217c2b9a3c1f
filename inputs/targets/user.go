package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says as which user a container or a machine runs a process.

// rootImages are images that name no user, so that root runs what they start.
var rootImages = []string{"python", "pypy", "debian", "ubuntu", "alpine", "centos", "fedora", "rockylinux", "almalinux", "amazonlinux",
	"buildpack-deps", "node", "ghcr.io/astral-sh/uv", "ghcr.io/osgeo/gdal", "osgeo/gdal", "continuumio/miniconda3", "condaforge/miniforge3"}

// isRoots tells whether an image is one of those; all but the last are official
// images, which have no folder of their own.
func isRoots(image string) bool {
	name := repositoryOf(image)
	for _, library := range []string{"docker.io/library/", "docker.io/", "library/", "public.ecr.aws/docker/library/"} {
		name = strings.TrimPrefix(name, library)
	}
	return slices.Contains(rootImages, name)
}

// runsAs is the user that the deployment names, else the image, else root, where
// the image below is known to name none; nil for what a platform runs.
func (c *candidate) runsAs() *document.Node {
	at := c.w.At
	switch {
	case !containerised(c.w) && !onServer(c.w):
		return nil
	case strings.Contains(c.p.User, "$"):
		return document.Untold("the command changes the user", c.commandAt())
	case c.p.User != "":
		return document.Told(c.p.User, c.commandAt())
	case strings.ContainsAny(c.w.User, "$%{"):
		return document.Untold("the user is computed", at)
	case c.w.User != "":
		return document.Told(c.w.User, at)
	case onServer(c.w):
		return c.runsOnMachineAs()
	case c.image == nil || c.image.guessed:
		return document.Untold("the image "+imageName(c.w.Image)+" may name a user", at)
	}
	i := c.image
	for i.image.User == "" && i.base != nil {
		i = i.base
	}
	at = document.Location{File: c.image.file, Line: 1}
	switch {
	case strings.Contains(i.image.User, "$"):
		return document.Untold("the user is computed", at)
	case i.image.User != "":
		return document.Told(i.image.User, at)
	case c.p.Lost != "" || c.p.Absent != "":
		return document.Untold("what the image starts, which may change the user, is not followed", at)
	case isRoots(i.image.Base):
		n := document.Told("root", at)
		n.Set = false
		return n
	}
	return document.Untold("the image "+imageName(i.image.Base)+" may name a user", at)
}

// runsOnMachineAs is the user where nothing names one: root for what systemd starts
// (systemd.exec(5), User=), and for others whoever starts the program that starts it.
func (c *candidate) runsOnMachineAs() *document.Node {
	switch {
	case c.w.Kind != "systemd":
		return document.Untold("nothing names the user, and it is not known who starts "+c.w.Kind, c.w.At)
	case c.p.Lost != "" || c.p.Absent != "":
		return document.Untold("what systemd starts, which may change the user, is not followed", c.w.At)
	}
	n := document.Told("root", c.w.At)
	n.Set = false
	return n
}
