package code

import (
	"path"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// keepsFiles are the words of modules that keep files of visitors: fields of models and
// forms, the storages, and what a request brings along.
var keepsFiles = pattern.New(`(?:File|Image)Field\b|\bFileSystemStorage\b|\bdefault_storage\b|\.FILES\b|\bupload_to\b|\bsettings\.MEDIA_ROOT\b`)

// speaksOfFiles tells whether it is worth to look for them.
func speaksOfFiles(text string) bool {
	for _, word := range []string{"FileField", "ImageField", ".FILES", "torage", "upload_to", "MEDIA_ROOT"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// maxUploads bounds how many modules are told.
const maxUploads = 20

// uploads notes the first line of a module that keeps files. That urls.py serves
// MEDIA_ROOT says nothing of them.
func (r *reader) uploads(file, text string) {
	if len(r.out.Uploads) >= maxUploads || path.Base(file) == "urls.py" || !speaksOfFiles(text) {
		return
	}
	if found := keepsFiles.FindStringIndex(text); found != nil {
		line := text[strings.LastIndexByte(text[:found[0]], '\n')+1 : found[0]]
		r.out.Uploads = append(r.out.Uploads, document.Location{File: file, Line: strings.Count(text[:found[0]], "\n") + 1, Column: utf8.RuneCountInString(line) + 1})
	}
}
