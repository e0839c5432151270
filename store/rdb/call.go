package rdb

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// callTimeout bounds one round trip.
const callTimeout = 5 * time.Second

// at calls the hook of a boundary.
func (d *DB) at(point string) error {
	if d.cfg.Hook == nil {
		return nil
	}
	if err := d.cfg.Hook(point); err != nil {
		return hooked{err}
	}
	return nil
}

// around makes one call to Redis with the boundary's hooks around it.
func (d *DB) around(name string, call func() error) error {
	if err := d.at(name + " before"); err != nil {
		return err
	}
	if err := call(); err != nil && !errors.Is(err, redis.Nil) {
		return d.down(name, err)
	}
	return d.at(name + " after")
}

// run runs a script with the boundary's hooks around it.
func (d *DB) run(ctx context.Context, name string, s *redis.Script, keys []string, args []any) (out any, err error) {
	err = d.around(name, func() (err error) {
		out, err = s.Run(ctx, d.client, keys, args...).Result()
		return err
	})
	return out, err
}

// runKept runs a script and, where there are replicas, waits until one of them has
// what it wrote. Both go over one connection, because WAIT speaks of its own. When no
// replica answers in time the commit stands (the master's disk has it) and is counted.
func (d *DB) runKept(ctx context.Context, name string, s *redis.Script, keys []string, args []any) (out any, err error) {
	if d.replicas.Load() == 0 {
		return d.run(ctx, name, s, keys, args)
	}
	err = d.around(name, func() error {
		node, err := d.node(ctx)
		if err != nil {
			return err
		}
		var cmd, wait *redis.Cmd
		for _, send := range []func(redis.Pipeliner) *redis.Cmd{
			func(p redis.Pipeliner) *redis.Cmd { return p.EvalSha(ctx, s.Hash(), keys, args...) },
			func(p redis.Pipeliner) *redis.Cmd { return s.Eval(ctx, p, keys, args...) },
		} {
			p := node.Pipeline()
			cmd, wait = send(p), p.Do(ctx, "WAIT", 1, waitReplica.Milliseconds())
			_, _ = p.Exec(ctx) // each command carries its own error
			if cmd.Err() == nil || !strings.HasPrefix(cmd.Err().Error(), "NOSCRIPT") {
				break
			}
		}
		if n, _ := wait.Int64(); n < 1 {
			d.unreplicated.Add(1)
		}
		out = cmd.Val()
		return cmd.Err()
	})
	return out, err
}

// waitReplica is how long a commit waits for a replica.
const waitReplica = 200 * time.Millisecond

// node is the one server that holds our keys: they share a slot.
func (d *DB) node(ctx context.Context) (redis.UniversalClient, error) {
	if c, ok := d.client.(*redis.ClusterClient); ok {
		return c.MasterForKey(ctx, d.keys.meta())
	}
	return d.client, nil
}

func str(v any) string { s, _ := v.(string); return s }

// nilOK takes "there is none" as an answer.
func nilOK(err error) error {
	if errors.Is(err, redis.Nil) {
		return nil
	}
	return err
}
