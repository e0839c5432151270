package rdb

// Seal closes bytes that are kept outside Redis (an adapter's file) with the data key; only
// Open with the same name opens them.
func (d *DB) Seal(name string, plain []byte) ([]byte, error) {
	return d.seal.seal("outside:"+name, plain)
}

// Open opens what Seal closed.
func (d *DB) Open(name string, sealed []byte) ([]byte, error) {
	return d.seal.open("outside:"+name, sealed)
}
