-- Takes or keeps a singleton lease on machine time. It ends with its owner: who gave no
-- sign of life for long enough holds nothing, whatever time was asked for.
-- KEYS: hold hash, alive zset   ARGV: name, owner, ms to keep ("0" lets it go), dead after (ms)
-- Returns 1 when it is ours.
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local newest = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
if newest and tonumber(newest) <= ms - tonumber(ARGV[4]) then -- the server was away: see beat.lua
  for _, who in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do redis.call('ZADD', KEYS[2], string.format('%.0f', ms), who) end
end
local v = redis.call('HGET', KEYS[1], ARGV[1])
if v then
  local who, till = string.match(v, '^(.*)|(%d+)$')
  local sign = tonumber(redis.call('ZSCORE', KEYS[2], who) or '0')
  if who ~= ARGV[2] and tonumber(till) > ms and sign > ms - tonumber(ARGV[4]) then return 0 end
end
if ARGV[3] == '0' then redis.call('HDEL', KEYS[1], ARGV[1]) return 1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. string.format('%d', ms + tonumber(ARGV[3])))
return 1
