package rdb

// Riders is how many settlements wait for a commit.
func (d *DB) Riders() int {
	d.riders.mu.Lock()
	defer d.riders.mu.Unlock()
	return len(d.riders.wait)
}
