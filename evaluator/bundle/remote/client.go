package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry/remote/errcode"
	"oras.land/oras-go/v2/registry/remote/retry"

	"github.com/djgate/djgate/evaluator/bundle"
)

// Client asks registries and web servers. The zero value keeps nothing.
type Client struct {
	Cache Cache
	// Timeout bounds one Pull or Push as a whole; 0: a minute.
	Timeout time.Duration
	// Offline asks nobody: only what the cache holds is had.
	Offline bool
}

const defaultTimeout = time.Minute

// Pull brings a bundle, packed, and its digest: the source's own where it is pinned.
// A pinned bundle that the cache holds is had without asking anybody. What is
// brought fits its digest; it is not looked into (see bundle.Open).
func (c Client) Pull(ctx context.Context, s Source) (raw []byte, digest string, err error) {
	ctx, cancel := c.bounded(ctx)
	defer cancel()
	if s.reference.Registry != "" {
		raw, digest, err = c.pullLayers(ctx, s)
	} else {
		raw, digest, err = c.pullFile(ctx, s)
	}
	if err != nil {
		return nil, "", c.plain(ctx, s, err)
	}
	return raw, digest, nil
}

// Push puts a packed bundle under the tag of a registry, as conftest does, and
// returns the digest of its manifest.
func (c Client) Push(ctx context.Context, s Source, raw []byte) (digest string, err error) {
	if s.reference.Registry == "" || s.Digest != "" {
		return "", fmt.Errorf("%s: a bundle is pushed to oci://HOST/REPOSITORY:TAG", s)
	}
	ctx, cancel := c.bounded(ctx)
	defer cancel()
	if digest, err = c.pushLayers(ctx, s, raw); err != nil {
		return "", c.plain(ctx, s, err)
	}
	return digest, nil
}

func (c Client) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, c.timeout())
}

func (c Client) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}

// refusal is what is wrong with an answer, in our words.
type refusal string

func (r refusal) Error() string { return string(r) }

func refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

// errOffline is for what the cache does not hold.
var errOffline = refusal("is not in the cache, and nobody is asked")

// plain says what went wrong without the words of servers and libraries.
func (c Client) plain(ctx context.Context, s Source, err error) error {
	var said refusal
	var answer *errcode.ErrorResponse
	why := "the answer is not that of a registry: it was changed, or cut short"
	switch {
	case errors.As(err, &said):
		why = string(said)
	case errors.Is(err, errdef.ErrNotFound):
		why = "is not there"
	case errors.Is(err, content.ErrMismatchedDigest), errors.Is(err, content.ErrTrailingData), errors.Is(err, io.ErrUnexpectedEOF):
		why = "the answer does not fit its digest or size: it was changed, or cut short"
	case errors.As(err, &answer):
		why = refusedWith(answer.StatusCode, s)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		why = fmt.Sprintf("has not answered in full within %s", c.timeout())
	case ctx.Err() != nil:
		why = "was interrupted"
	case errors.As(err, new(*tls.CertificateVerificationError)):
		why = "its certificate is not trusted"
	case errors.As(err, new(*net.OpError)):
		why = "cannot be reached"
	}
	return fmt.Errorf("%s: %s", s, why)
}

func refusedWith(status int, s Source) string {
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		return fmt.Sprintf("access is denied (`docker login %s` is how djgate, too, learns of a login)", s.reference.Registry)
	}
	return fmt.Sprintf("the answer is the HTTP status %d", status)
}

// web is what requests are sent by. A redirection may not leave TLS.
func web() *http.Client {
	return &http.Client{Transport: retry.NewTransport(nil), CheckRedirect: func(r *http.Request, via []*http.Request) error {
		switch {
		case len(via) >= 10:
			return refuse("redirects without end")
		case r.URL.Scheme != "https" && !isLoopback(r.URL.Host):
			return refuse("redirects to an address without TLS")
		}
		return nil
	}}
}

// pullFile brings a file from a web server.
func (c Client) pullFile(ctx context.Context, s Source) ([]byte, string, error) {
	if raw := c.Cache.get(s.Digest); raw != nil {
		return raw, s.Digest, nil
	}
	if c.Offline {
		return nil, "", errOffline
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Name, nil)
	if err != nil {
		return nil, "", err
	}
	answer, err := web().Do(request)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, "", errdef.ErrNotFound
	default:
		return nil, "", refuse("the answer is the HTTP status %d", answer.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, bundle.MaxPacked+1))
	if err != nil {
		return nil, "", err
	}
	if len(raw) > bundle.MaxPacked {
		return nil, "", refuse("is larger than %d MiB", bundle.MaxPacked>>20)
	}
	digest := Digest(raw)
	if s.Digest != "" && s.Digest != digest {
		return nil, "", refuse("the answer has the digest %s", digest)
	}
	c.Cache.put(digest, raw)
	return raw, digest, nil
}
