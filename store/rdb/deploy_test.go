package rdb_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

func freePort(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// startRedis starts one redis-server on a loopback port and waits until it answers.
func startRedis(t *testing.T, port string, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("redis-server", append([]string{"--port", port, "--bind", "127.0.0.1", "--dir", dir, "--appendonly", "yes", "--save", "",
		"--maxmemory-policy", "noeviction", "--loglevel", "warning", "--logfile", filepath.Join(dir, "log")}, args...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal("redis-server is not installed; install it with: apt-get install redis-server")
	}
	t.Cleanup(func() { storetest.End(cmd) })
	return cmd
}

// command sends one command that must go well.
func command(t *testing.T, c *redis.Client, words ...any) any {
	t.Helper()
	out, err := c.Do(context.Background(), words...).Result()
	if err != nil {
		t.Fatalf("%v: %v", words, err)
	}
	return out
}

// writePerson commits one person; it returns the error of the store.
func writePerson(db *rdb.DB, id string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB)
	_, err := db.Commit(ctx, store.Turn{Once: "in:test:" + id, Now: now, Writes: []store.Write{{Ref: store.Ref{Kind: store.KindPerson, ID: id}, Value: store.Person{V: 1, Name: id}}},
		Index: []store.IndexOp{{Index: store.IndexPeople(), Member: id}},
		Say:   []store.Message{{ID: "m" + id, To: store.PersonID(id), Via: store.Address{Channel: store.Telegram, ID: id}, Lane: store.Reply, Text: "halo"}}})
	return err
}

func known(t *testing.T, db *rdb.DB, id string) bool {
	t.Helper()
	v, err := db.ViewOf(context.Background(), store.PersonID(id), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return v.Person.Version > 0
}

// deployed runs what a store must do on any server: write, read, send, back up, look at itself.
func deployed(t *testing.T, url string) *rdb.DB {
	t.Helper()
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := writePerson(db, "mawar"); err != nil {
		t.Fatal(err)
	}
	chats, err := db.Claim(ctx, store.Telegram, store.Lanes(), 10, time.Now())
	if err != nil || len(chats) != 1 {
		t.Fatalf("claim: %d chats, %v", len(chats), err)
	}
	if err := db.Settle(ctx, store.Telegram, chats, []store.Settled{{Person: "mawar", Lane: store.Reply, ID: "mmawar"}}); err != nil {
		t.Fatal(err)
	}
	if !known(t, db, "mawar") {
		t.Fatal("what was written is not read")
	}
	file := filepath.Join(t.TempDir(), "backup")
	if _, err := db.Backup(ctx, file, time.Now()); err != nil {
		t.Fatalf("backup: %v", err)
	}
	if v, err := db.Verify(ctx, file); err != nil || v.Values == 0 {
		t.Fatalf("the backup: %+v %v", v, err)
	}
	return db
}

// TestTLS speaks rediss:// to a server with a certificate of an authority the machine
// trusts, and refuses one it does not.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := selfSigned(t, dir)
	port := freePort(t)
	startRedis(t, "0", "--tls-port", port, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert, "--tls-auth-clients", "no", "--requirepass", "rahasia")
	waitFor(t, func() bool {
		c, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	t.Setenv("SSL_CERT_FILE", cert) // how an operator names a private authority
	deployed(t, "rediss://:rahasia@localhost:"+port)
	if _, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), URL: "rediss://:rahasia@127.0.0.2:" + port}); err == nil {
		t.Error("a certificate of another name is taken")
	}
	if _, err := rdb.Open(context.Background(), rdb.Config{City: "36.74", DataDir: t.TempDir(), URL: "rediss://:salah@localhost:" + port}); err == nil || strings.Contains(err.Error(), "salah") {
		t.Errorf("a wrong password: %v", err)
	}
}

// selfSigned writes the certificate of the tests, which is its own authority. There is
// one for all: a process reads the authorities it trusts once.
func selfSigned(t *testing.T, dir string) (cert, key string) {
	t.Helper()
	pair, err := authority()
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, b := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: pair[0]}, key: {Type: "EC PRIVATE KEY", Bytes: pair[1]}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

var authority = sync.OnceValues(func() (pair [2][]byte, err error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair, err
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "tumbuh test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	if pair[0], err = x509.CreateCertificate(rand.Reader, tpl, tpl, &k.PublicKey, k); err != nil {
		return pair, err
	}
	pair[1], err = x509.MarshalECPrivateKey(k)
	return pair, err
})

// TestCluster runs on three masters: a city is one slot, so every commit is atomic there too.
func TestCluster(t *testing.T) {
	for _, w := range []wire{{}, secured(t)} {
		t.Run("tls="+strconv.FormatBool(w.tls != nil), func(t *testing.T) {
			if w.tls != nil {
				t.Setenv("SSL_CERT_FILE", w.cert)
			}
			ports := cluster(t, w)
			db := deployed(t, fmt.Sprintf("%s+cluster://localhost:%s?addr=127.0.0.1:%s", w.scheme(), ports[0], ports[1]))
			if n, err := db.Reseal(context.Background()); err != nil {
				t.Fatalf("sealing again on a cluster: %d, %v", n, err)
			}
		})
	}
}

// cluster starts three masters that know each other.
func cluster(t *testing.T, w wire) []string {
	ports := []string{freePort(t), freePort(t), freePort(t)}
	var nodes []*redis.Client
	for _, p := range ports {
		w.start(t, p, "--cluster-enabled", "yes", "--cluster-port", freePort(t), "--cluster-node-timeout", "2000")
	}
	for i, p := range ports {
		c := w.client(t, p)
		nodes = append(nodes, c)
		from, to := i*5462, min(16383, i*5462+5461)
		command(t, c, "CLUSTER", "ADDSLOTSRANGE", from, to)
	}
	var meet []func() // again and again: a node that does not answer within the node time-out is forgotten
	for i, p := range ports[1:] {
		bus := command(t, nodes[i+1], "CONFIG", "GET", "cluster-port").([]any)[1]
		meet = append(meet, func() { command(t, nodes[0], "CLUSTER", "MEET", "127.0.0.1", p, bus) })
	}
	asked := time.Time{}
	for _, c := range nodes {
		waitFor(t, func() bool {
			if time.Since(asked) > 3*time.Second {
				asked = time.Now()
				for _, m := range meet {
					m()
				}
			}
			info := command(t, c, "CLUSTER", "INFO").(string)
			return strings.Contains(info, "cluster_state:ok") && strings.Contains(info, "cluster_known_nodes:3")
		})
	}
	return ports
}

// TestSentinel loses its master: what was committed with a replica listening is there
// after the failover, and writing goes on without a restart.
func TestSentinel(t *testing.T) {
	for _, w := range []wire{{}, secured(t)} {
		t.Run("tls="+strconv.FormatBool(w.tls != nil), func(t *testing.T) {
			if w.tls != nil {
				t.Setenv("SSL_CERT_FILE", w.cert)
			}
			failover(t, w)
		})
	}
}

func failover(t *testing.T, w wire) {
	one, two := freePort(t), freePort(t)
	master := w.start(t, one, "--repl-diskless-sync-delay", "0")
	w.client(t, one)
	w.start(t, two, "--replicaof", "127.0.0.1 "+one, "--repl-diskless-sync-delay", "0")
	replica := w.client(t, two)
	waitFor(t, func() bool {
		return strings.Contains(command(t, replica, "INFO", "replication").(string), "master_link_status:up")
	})
	var sentinels []string
	for range 3 {
		port, dir := freePort(t), t.TempDir()
		conf := filepath.Join(dir, "s.conf")
		text := w.conf(port) + fmt.Sprintf("bind 127.0.0.1\ndir %s\nlogfile %s/log\nsentinel monitor kota 127.0.0.1 %s 2\nsentinel down-after-milliseconds kota 700\nsentinel failover-timeout kota 3000\n",
			dir, dir, one)
		if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("redis-server", conf, "--sentinel")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { storetest.End(cmd) })
		sentinels = append(sentinels, port)
	}
	for _, p := range sentinels {
		c := w.client(t, p)
		waitFor(t, func() bool {
			info := command(t, c, "INFO", "sentinel").(string)
			return strings.Contains(info, "slaves=1,sentinels=3")
		})
	}
	db := deployed(t, fmt.Sprintf("%s+sentinel://127.0.0.1:%s?master_name=kota&addr=127.0.0.1:%s&addr=127.0.0.1:%s", w.scheme(), sentinels[0], sentinels[1], sentinels[2]))
	d, err := db.Durability(context.Background())
	if err != nil || d.Replicas != 1 {
		t.Fatalf("%d replicas, %v", d.Replicas, err)
	}
	if err := writePerson(db, "melati"); err != nil { // waits for the replica
		t.Fatal(err)
	}
	if n, err := db.Counts(context.Background()); err != nil || n.Unreplicated != 0 {
		t.Fatalf("%d commits no replica has, %v", n.Unreplicated, err)
	}
	_ = master.Process.Kill()
	limit := time.Now().Add(30 * time.Second)
	for err = writePerson(db, "anggrek"); err != nil; err = writePerson(db, "anggrek") {
		if time.Now().After(limit) {
			t.Fatalf("no failover within 30 s: %v", err)
		}
	}
	for _, id := range []string{"mawar", "melati", "anggrek"} {
		if !known(t, db, id) {
			t.Errorf("%s was lost in the failover", id)
		}
	}
}
