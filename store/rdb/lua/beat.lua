-- Shows that a process lives and forgets those that ended long ago. Where no sign is
-- fresh the server was away and nobody could give one: all are renewed once, or who
-- comes first would take over what the others, alive, have just sent.
-- KEYS: alive zset, meta hash   ARGV: owner, forget after (ms), dead after (ms)
-- Returns {what must be compacted ("" = nothing), this moment (ms)}
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local newest = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
if newest and tonumber(newest) <= ms - tonumber(ARGV[3]) then
  for _, who in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], string.format('%.0f', ms), who) end
end
redis.call('ZADD', KEYS[1], string.format('%.0f', ms), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', ms - tonumber(ARGV[2])))
return { redis.call('HGET', KEYS[2], 'compact') or '', string.format('%.0f', ms) }
