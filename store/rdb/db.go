package rdb

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

var (
	//go:embed lua/commit.lua
	commitLua string
	//go:embed lua/view.lua
	viewLua string
	//go:embed lua/claim.lua
	claimLua string
	//go:embed lua/settle.lua
	settleLua string
	//go:embed lua/hold.lua
	holdLua string
)

// ErrDown says that Redis cannot be reached or does not take writes now. Nothing
// may be acknowledged; trying again later is right.
var ErrDown = errors.New("store is not available")

// ErrWrongType says that a key holds something else than the map says. Nothing of
// the turn was written.
var ErrWrongType = errors.New("a key in the store holds a wrong type")

// ErrWrongKey says that the data key is not the one this store was made with.
var ErrWrongKey = errors.New("the data key is not the one these data were sealed with")

// Config says where and how nouns are kept.
type Config struct {
	City     string // area code, the hash tag of every key
	DataDir  string // embedded Redis, data key
	URL      string // external Redis; "" = a private redis-server in DataDir
	Key      string // TUMBUH_DATA_KEY; "" = data.key in DataDir
	InProc   bool   // a server in this process: nothing is kept (tests)
	Addr     string // with InProc: a server that the caller started and keeps (tests)
	Sole     bool   // no other process uses these data: claims of earlier incarnations end at once
	NeedDisk bool   // fail rather than fall back to InProc when redis-server is missing

	NewID func() store.PersonID    // for tests; nil = random
	Hook  func(point string) error // called at each boundary with Redis; an error stops the call there
}

// DB is the store. It is safe for concurrent use.
type DB struct {
	cfg    Config
	keys   keys
	seal   *sealer
	client redis.UniversalClient
	server *server // nil when external
	base   *store.City
	owner  string // this incarnation

	commit, view, claim, settle, hold *redis.Script

	views    *batcher[viewJob]
	commits  *batcher[commitJob]
	cache    cache
	stop     context.CancelFunc
	done     sync.WaitGroup
	replicas int
	closing  sync.Once
}

// Open starts or finds the server, checks key and city, and makes the store ready.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	redis.SetLogger(silent{}) // its lines hold addresses; what matters comes back as errors
	base, err := store.LoadCity(cfg.City)
	if err != nil {
		return nil, err
	}
	if cfg.DataDir != "" {
		if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
			return nil, fmt.Errorf("making the data folder: %w", err)
		}
	}
	d := &DB{cfg: cfg, keys: newKeys(cfg.City), base: base, owner: randomID(16),
		commit: redis.NewScript(commitLua), view: redis.NewScript(viewLua), claim: redis.NewScript(claimLua),
		settle: redis.NewScript(settleLua), hold: redis.NewScript(holdLua)}
	if d.seal, err = openSealer(cfg.Key, cfg.DataDir); err != nil {
		return nil, err
	}
	if d.cfg.NewID == nil {
		d.cfg.NewID = func() store.PersonID { return store.PersonID(randomID(16)) }
	}
	if err := d.connect(ctx); err != nil {
		return nil, err
	}
	if err := d.ready(ctx); err != nil {
		d.client.Close()
		if d.server != nil {
			d.server.close()
		}
		return nil, err
	}
	d.start()
	return d, nil
}

// ready checks that these data are ours and makes the register where it is new.
func (d *DB) ready(ctx context.Context) error {
	if err := d.checkMeta(ctx); err != nil {
		return err
	}
	if err := d.beat(ctx); err != nil {
		return err
	}
	return d.seedRegister(ctx)
}

func (d *DB) start() {
	ctx, cancel := context.WithCancel(context.Background())
	d.stop = cancel
	d.views = newBatcher(64, d.runViews)
	d.commits = newBatcher(64, d.runCommits)
	d.done.Add(1)
	go func() {
		defer d.done.Done()
		d.keepAlive(ctx)
	}()
}

// checkMeta compares city and key with what the data were made with; the first
// start writes them.
func (d *DB) checkMeta(ctx context.Context) error {
	want := map[string]string{"city": d.cfg.City, "key": d.seal.fingerprint()}
	for _, field := range []string{"city", "key"} {
		if err := d.client.HSetNX(ctx, d.keys.meta(), field, want[field]).Err(); err != nil {
			return d.down("reading meta", err)
		}
	}
	got, err := d.client.HGetAll(ctx, d.keys.meta()).Result()
	if err != nil {
		return d.down("reading meta", err)
	}
	if got["city"] != want["city"] {
		return fmt.Errorf("these data belong to city %s, not %s", got["city"], want["city"])
	}
	if got["key"] != want["key"] {
		return fmt.Errorf("%w (data: %s, key given: %s)", ErrWrongKey, got["key"], want["key"])
	}
	return nil
}

// seedRegister enters one example posyandu per kelurahan into an empty register.
func (d *DB) seedRegister(ctx context.Context) error {
	doc, err := get[store.Register](ctx, d, store.Ref{Kind: store.KindRegister, ID: "all"})
	if err != nil || doc.Version > 0 {
		return err
	}
	doc.Value = store.Register{V: 1, Posyandu: d.base.ExamplePosyandu()}
	_, err = d.commitNow(ctx, []store.Turn{{Writes: []store.Write{doc.Put()}}})
	return err
}

// keepAlive shows every two seconds that this incarnation lives, so that its claims hold.
func (d *DB) keepAlive(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			call, cancel := context.WithTimeout(ctx, beatEvery)
			_ = d.beat(call) // a missed sign only makes a later one matter more
			cancel()
		}
	}
}

// Close stops the batchers and, when we are the last user, the embedded server.
func (d *DB) Close() error {
	var err error
	d.closing.Do(func() { err = d.close() })
	return err
}

func (d *DB) close() error {
	d.stop()
	d.views.close()
	d.commits.close()
	d.done.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = d.client.ZRem(ctx, d.keys.alive(), d.owner).Err() // else our claims end by themselves
	err := d.client.Close()
	if d.server != nil {
		err = errors.Join(err, d.server.close())
	}
	return err
}

// City returns the embedded places with no register.
func (d *DB) City() *store.City { return d.base }

// Ephemeral tells whether nothing is kept after the program ends.
func (d *DB) Ephemeral() bool { return d.server != nil && d.server.client == nil }

// Fingerprint names the key.
func (d *DB) Fingerprint() string { return d.seal.fingerprint() }

// at calls the hook of a boundary.
func (d *DB) at(point string) error {
	if d.cfg.Hook == nil {
		return nil
	}
	return d.cfg.Hook(point)
}

// run runs a script with the boundary's hooks around it.
func (d *DB) run(ctx context.Context, name string, s *redis.Script, keys []string, args []any) (any, error) {
	if err := d.at(name + " before"); err != nil {
		return nil, err
	}
	out, err := s.Run(ctx, d.client, keys, args...).Result()
	if errors.Is(err, redis.Nil) {
		err = nil
	}
	if err != nil {
		return nil, d.down(name, err)
	}
	return out, d.at(name + " after")
}

// down tells trouble of the server from faults of ours.
func (d *DB) down(doing string, err error) error {
	if err == nil {
		return nil
	}
	msg := err.Error()
	if strings.HasPrefix(msg, "WRONGTYPE") {
		return fmt.Errorf("%s: %w", doing, ErrWrongType)
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s: %w: %s", doing, ErrDown, clean(msg))
}

// clean keeps what a server's message says of its state, never a value.
func clean(msg string) string {
	for _, known := range []string{"MISCONF", "READONLY", "LOADING", "OOM", "NOAUTH", "CLUSTERDOWN", "NOREPLICAS", "connection refused", "timeout", "EOF", "no such file"} {
		if strings.Contains(msg, known) {
			return known
		}
	}
	if strings.HasPrefix(msg, "ERR") {
		return msg[:min(len(msg), 160)]
	}
	return "unreachable"
}

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"

func randomID(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

// dataDirID is a short name for a data folder.
func dataDirID(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("naming the data folder: %w", err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	return shortHash(abs), nil
}

// silent drops the client library's own log lines.
type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}
