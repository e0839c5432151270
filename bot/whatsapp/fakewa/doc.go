// Package fakewa is a loopback stand-in for the WhatsApp multi-device server,
// made so that a test can drive a real go.mau.fi/whatsmeow client end to end
// without any network beyond 127.0.0.1.
//
// What is real: the whole client (handshake, binary XML, Signal sessions,
// stores, retries, reconnects). What is simulated: the server and the phones
// behind it. Every simulated phone number is a Peer with its own Signal
// identity, signed prekey and one-time prekeys, so messages really are
// encrypted and decrypted on both sides.
//
// Typical use:
//
//	srv := fakewa.Start(t, time.Now)
//	dev := container.NewDevice()
//	srv.Pair(ctx, dev, "6281100000001")      // skip the QR dance
//	cli := whatsmeow.NewClient(dev, nil)
//	srv.Attach(cli)                           // loopback HTTP clients
//	cli.Connect()
//	id := srv.DeliverText("6281234567890", "halo")
//	msg := srv.WaitSent(t, 1)[0]
//
// The package replaces whatsmeow.WACertPubKey (a package variable of
// whatsmeow) with its own root key the first time a server starts, so a test
// binary that imports it can no longer talk to the real service. That is
// intended.
package fakewa
