package rdb_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store/rdb"
)

// wire is how servers of a test speak: plainly, or over TLS, also among themselves.
type wire struct {
	tls       *tls.Config
	cert, key string
}

func secured(t *testing.T) wire {
	t.Helper()
	cert, key := selfSigned(t, t.TempDir())
	pem, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	return wire{tls: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, cert: cert, key: key}
}

func (w wire) scheme() string {
	if w.tls != nil {
		return "rediss"
	}
	return "redis"
}

func (w wire) args() []string {
	return []string{"--tls-cert-file", w.cert, "--tls-key-file", w.key, "--tls-ca-cert-file", w.cert, "--tls-auth-clients", "no", "--tls-replication", "yes"}
}

func (w wire) start(t *testing.T, port string, args ...string) *exec.Cmd {
	t.Helper()
	if w.tls == nil {
		return startRedis(t, port, args...)
	}
	args = append(append(args, "--tls-port", port), w.args()...)
	for _, a := range args {
		if a == "--cluster-enabled" {
			args = append(args, "--tls-cluster", "yes")
		}
	}
	return startRedis(t, "0", args...)
}

// conf is the same for a sentinel's file.
func (w wire) conf(port string) string {
	if w.tls == nil {
		return "port " + port + "\n"
	}
	var b strings.Builder
	b.WriteString("port 0\ntls-port " + port + "\n")
	for i, args := 0, w.args(); i < len(args); i += 2 {
		b.WriteString(strings.TrimPrefix(args[i], "--") + " " + args[i+1] + "\n")
	}
	return b.String()
}

func (w wire) client(t *testing.T, port string) *redis.Client {
	t.Helper()
	c := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + port, Protocol: 2, MaxRetries: -1, TLSConfig: w.tls})
	t.Cleanup(func() { _ = c.Close() })
	waitFor(t, func() bool { return c.Ping(context.Background()).Err() == nil })
	return c
}

// TestCommitWaits: with a replica a commit is answered when the replica has it; when
// the replica hangs the commit stands all the same, is answered soon, and is counted.
func TestCommitWaits(t *testing.T) {
	w := wire{}
	one, two, ctx := freePort(t), freePort(t), context.Background()
	w.start(t, one, "--repl-diskless-sync-delay", "0")
	w.client(t, one)
	second := w.start(t, two, "--replicaof", "127.0.0.1 "+one, "--repl-diskless-sync-delay", "0")
	replica := w.client(t, two)
	waitFor(t, func() bool {
		return strings.Contains(command(t, replica, "INFO", "replication").(string), "master_link_status:up")
	})
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), URL: "redis://127.0.0.1:" + one})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	missed := int64(0)
	for i := range 40 {
		id := "mawar" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		if err := writePerson(db, id); err != nil {
			t.Fatal(err)
		}
		n, err := db.Counts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if on := replica.Exists(ctx, "{36.74}:rec:person:"+id).Val() == 1; !on && n.Unreplicated == missed {
			t.Fatalf("%s was answered, is counted as replicated, and the replica does not have it", id)
		}
		missed = n.Unreplicated
	}
	if missed > 20 {
		t.Fatalf("%d of 40 commits did not reach a replica that is there", missed)
	}
	if err := second.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Process.Signal(syscall.SIGCONT) }()
	began := time.Now()
	if err := writePerson(db, "melati"); err != nil {
		t.Fatalf("a replica that hangs holds up a commit: %v", err)
	}
	if n, err := db.Counts(ctx); err != nil || n.Unreplicated != missed+1 {
		t.Fatalf("%d commits are counted as not replicated, want %d (%v)", n.Unreplicated, missed+1, err)
	}
	t.Logf("a commit whose replica hangs is answered after %s", time.Since(began).Round(time.Millisecond))
	if !known(t, db, "melati") {
		t.Fatal("the commit does not stand")
	}
}
