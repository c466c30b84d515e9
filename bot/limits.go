package bot

// Limits are how fast a platform takes messages. The zero value is no limit.
type Limits struct {
	Overall float64 // messages a second, all chats together
	Person  Rate    // in one private chat
	Group   Rate    // in one group
}

// A Rate is a bucket: so many messages at once, and so many a second after that.
// The zero value is no limit.
type Rate struct {
	Burst     int
	PerSecond float64
}
