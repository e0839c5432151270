package rdb

import (
	"context"
	"time"
)

// beatEvery is how often a process shows that it lives; deadAfter is when its
// claims are taken over. Both are machine time, never moved.
const (
	beatEvery = 2 * time.Second
	deadAfter = 7 * time.Second
)

// beat writes the sign of life, by the server's clock, and returns what is to be
// compacted ("" = nothing).
func (d *DB) beat(ctx context.Context) (string, error) {
	out, err := d.sign.Run(ctx, d.client, []string{d.keys.alive(), d.keys.meta()}, d.owner, (10 * deadAfter).Milliseconds(), deadAfter.Milliseconds()).Result()
	if err != nil {
		return "", d.down("writing a sign of life", err)
	}
	row, _ := out.([]any)
	if len(row) != 2 {
		return "", d.down("writing a sign of life", errAnswer)
	}
	return str(row[0]), nil
}

// endOthers ends the claims and roles of earlier incarnations at once: all of them
// when the folder's lock (or the caller) proves that no other process uses these data,
// else those of our name.
func (d *DB) endOthers(ctx context.Context) error {
	prefix := d.cfg.Name + "."
	switch {
	case d.cfg.Sole || d.server != nil && d.server.alone():
		prefix = ""
	case d.cfg.Name == "":
		return nil
	}
	_, err := d.run(ctx, "alone", d.alone, []string{d.keys.alive(), d.keys.hold()}, []any{prefix})
	return err
}

// keepAlive shows every two seconds that this incarnation lives, so that its claims
// hold; starts the server in our folder again when it died; settles what could not be
// settled; and sees to it that what was erased leaves the disk.
func (d *DB) keepAlive(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	var job compaction
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-d.nudge:
		}
		call, cancel := context.WithTimeout(ctx, beatEvery)
		token, err := d.beat(call)
		if err == nil {
			_ = d.flush(call)            // else at the next claim
			_ = job.step(call, d, token) // else at the next beat
			_ = d.seal.reload()          // another process may have made a new key
			d.countReplicas(call)
		}
		cancel()
		if err != nil && d.server != nil && ctx.Err() == nil {
			d.server.revive()
		}
	}
}

// Hold takes or keeps a singleton role ("sweep", "telegram") for ttl of machine
// time; a ttl of 0 lets it go. It returns whether the role is ours. The role of a process
// that died passes on with its claims, whatever ttl it asked for.
func (d *DB) Hold(ctx context.Context, name string, ttl time.Duration) (bool, error) {
	out, err := d.run(ctx, "hold", d.hold, []string{d.keys.hold(), d.keys.alive()}, []any{name, d.owner, ttl.Milliseconds(), deadAfter.Milliseconds()})
	if err != nil {
		return false, err
	}
	n, _ := out.(int64)
	return n == 1, nil
}
