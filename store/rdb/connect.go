package rdb

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// connect makes the client: to a server we own or to the one that was named.
func (d *DB) connect(ctx context.Context) error {
	if d.cfg.URL != "" {
		return d.connectExternal(ctx)
	}
	if !d.cfg.InProc {
		s, err := openFolder(ctx, d.cfg.DataDir)
		if err == nil {
			o := options()
			o.Dialer = s.folder.dial
			d.server, d.client = s, redis.NewClient(o)
			return d.checkDurable(ctx)
		}
		if !errors.Is(err, ErrNoServer) || d.cfg.NeedDisk {
			return err
		}
	}
	o := options()
	o.Network, o.Addr = "tcp", d.cfg.Addr
	var err error
	if d.server = (&server{kept: true}); o.Addr == "" {
		if d.server, o.Addr, err = openInProc(); err != nil {
			return err
		}
	}
	d.client = redis.NewClient(o)
	return nil
}

// dialTimeout bounds the making of a connection.
const dialTimeout = 2 * time.Second

// options are shared by all clients: no silent retries, because whether a commit
// was written is for the ledger to say, and bounded times.
func options() *redis.Options {
	return &redis.Options{MaxRetries: -1, DialTimeout: dialTimeout, ReadTimeout: callTimeout, WriteTimeout: callTimeout,
		PoolSize: 8, MinIdleConns: 1, ContextTimeoutEnabled: true, Protocol: 2, DisableIdentity: true}
}

// connectExternal reads redis://, rediss://, unix://, redis+sentinel:// and
// redis+cluster:// (rediss+… over TLS) and checks that the server keeps what it is told.
func (d *DB) connectExternal(ctx context.Context) error {
	client, err := dial(d.cfg.URL)
	if err != nil {
		return err
	}
	d.client = client
	return d.checkDurable(ctx)
}

func dial(raw string) (redis.UniversalClient, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("reading TUMBUH_REDIS_URL: not a URL")
	}
	addrs := append([]string{u.Host}, u.Query()["addr"]...)
	pass, _ := u.User.Password()
	var over *tls.Config // as rediss:// has it: the machine's authorities, the name in the address
	if plain, secure := strings.CutPrefix(u.Scheme, "rediss+"); secure {
		u.Scheme, over = "redis+"+plain, &tls.Config{MinVersion: tls.VersionTLS12}
	}
	switch u.Scheme {
	case "redis", "rediss", "unix":
		o, err := redis.ParseURL(raw)
		if err != nil {
			return nil, fmt.Errorf("reading TUMBUH_REDIS_URL: not a redis URL")
		}
		base := options()
		base.Network, base.Addr, base.Username, base.Password, base.DB, base.TLSConfig = o.Network, o.Addr, o.Username, o.Password, o.DB, o.TLSConfig
		return redis.NewClient(base), nil
	case "redis+sentinel":
		return redis.NewFailoverClient(&redis.FailoverOptions{MasterName: u.Query().Get("master_name"), SentinelAddrs: addrs,
			Username: u.User.Username(), Password: pass, SentinelPassword: u.Query().Get("sentinel_password"), TLSConfig: over, MaxRetries: -1,
			ReadTimeout: callTimeout, WriteTimeout: callTimeout, ContextTimeoutEnabled: true, Protocol: 2}), nil
	case "redis+cluster":
		return redis.NewClusterClient(&redis.ClusterOptions{Addrs: addrs, Username: u.User.Username(), Password: pass, TLSConfig: over,
			ReadTimeout: callTimeout, WriteTimeout: callTimeout, ContextTimeoutEnabled: true, Protocol: 2}), nil
	}
	return nil, fmt.Errorf("reading TUMBUH_REDIS_URL: scheme %q is none of redis, rediss, unix, redis+sentinel, rediss+sentinel, redis+cluster, rediss+cluster", u.Scheme)
}

// Durability says how the server keeps what it is told.
type Durability struct {
	Version     string
	AppendOnly  string
	AppendFsync string
	Policy      string
	Replicas    int
}

// Durability asks the server. A server in this process answers with "in-process".
func (d *DB) Durability(ctx context.Context) (Durability, error) {
	if d.Ephemeral() {
		return Durability{Version: "in-process", AppendOnly: "no", AppendFsync: "no", Policy: "noeviction"}, nil
	}
	node, err := d.node(ctx)
	if err != nil {
		return Durability{}, d.down("reading the server's state", err)
	}
	pipe := node.Pipeline()
	server, replication := pipe.Info(ctx, "server"), pipe.Info(ctx, "replication")
	only, fsync, policy := pipe.ConfigGet(ctx, "appendonly"), pipe.ConfigGet(ctx, "appendfsync"), pipe.ConfigGet(ctx, "maxmemory-policy")
	if _, err := pipe.Exec(ctx); err != nil {
		return Durability{}, d.down("reading the server's settings", err)
	}
	out := Durability{Version: field(server.Val(), "redis_version"), AppendOnly: only.Val()["appendonly"],
		AppendFsync: fsync.Val()["appendfsync"], Policy: policy.Val()["maxmemory-policy"]}
	out.Replicas, _ = strconv.Atoi(field(replication.Val(), "connected_slaves"))
	return out, nil
}

// countReplicas looks once more how many replicas there are.
func (d *DB) countReplicas(ctx context.Context) {
	if d.cfg.URL == "" {
		return
	}
	if got, err := d.Durability(ctx); err == nil {
		d.replicas.Store(int64(got.Replicas))
	}
}

func field(info, name string) string {
	for _, line := range strings.Split(info, "\r\n") {
		if v, ok := strings.CutPrefix(line, name+":"); ok {
			return v
		}
	}
	return ""
}

// checkDurable refuses a server that may forget what was acknowledged.
func (d *DB) checkDurable(ctx context.Context) error {
	got, err := d.Durability(ctx)
	if err != nil {
		return err
	}
	major, _ := strconv.Atoi(strings.SplitN(got.Version, ".", 2)[0])
	switch {
	case major < 7:
		return fmt.Errorf("checking Redis: version %s is too old, want 7.0 or newer", got.Version)
	case got.AppendOnly != "yes":
		return fmt.Errorf("checking Redis: appendonly is %q, set it in redis-cli with: CONFIG SET appendonly yes, CONFIG REWRITE", got.AppendOnly)
	case got.Policy != "noeviction":
		return fmt.Errorf("checking Redis: maxmemory-policy is %q, set it in redis-cli with: CONFIG SET maxmemory-policy noeviction, CONFIG REWRITE", got.Policy)
	}
	d.replicas.Store(int64(got.Replicas))
	return nil
}
