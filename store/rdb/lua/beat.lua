-- Shows that a process lives and forgets those that ended long ago.
-- KEYS: alive zset, meta hash   ARGV: owner, forget after (ms)
-- Returns {what must be compacted ("" = nothing), this moment (ms)}
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', ms), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', ms - tonumber(ARGV[2])))
return { redis.call('HGET', KEYS[2], 'compact') or '', string.format('%.0f', ms) }
