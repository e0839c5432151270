package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"
)

// State is a copy of everything a server holds, so that many tests begin at one moment.
type State struct{ commands [][]any }

// Save copies what the server holds. No key of ours expires by itself, so none does here.
func (s Server) Save(t testing.TB) State {
	t.Helper()
	ctx, c := context.Background(), s.own
	keys, err := c.Keys(ctx, "*").Result()
	if err != nil {
		t.Fatalf("saving the store: %v", err)
	}
	var st State
	for _, k := range keys {
		command, err := rebuild(ctx, c, k)
		if err != nil {
			t.Fatalf("saving the store: %v", err)
		}
		st.commands = append(st.commands, command)
	}
	return st
}

// rebuild is the command that makes a key as it is.
func rebuild(ctx context.Context, c *redis.Client, k string) ([]any, error) {
	kind, err := c.Type(ctx, k).Result()
	if err != nil {
		return nil, err
	}
	out := func(name string, values []string, err error) ([]any, error) {
		command := []any{name, k}
		for _, v := range values {
			command = append(command, v)
		}
		return command, err
	}
	switch kind {
	case "string":
		v, err := c.Get(ctx, k).Result()
		return []any{"SET", k, v}, err
	case "list":
		v, err := c.LRange(ctx, k, 0, -1).Result()
		return out("RPUSH", v, err)
	case "set":
		v, err := c.SMembers(ctx, k).Result()
		return out("SADD", v, err)
	case "hash":
		m, err := c.HGetAll(ctx, k).Result()
		var v []string
		for f, x := range m {
			v = append(v, f, x)
		}
		return out("HSET", v, err)
	case "zset":
		zs, err := c.ZRangeWithScores(ctx, k, 0, -1).Result()
		command := []any{"ZADD", k}
		for _, z := range zs {
			command = append(command, z.Score, z.Member)
		}
		return command, err
	}
	return nil, fmt.Errorf("a key is a %s", kind)
}

// Load makes the server hold that and nothing else.
func (s Server) Load(t testing.TB, st State) {
	t.Helper()
	s.Clear()
	_, err := s.own.Pipelined(context.Background(), func(p redis.Pipeliner) error {
		for _, c := range st.commands {
			p.Do(context.Background(), c...)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("loading the store: %v", err)
	}
}
