-- Takes or keeps a singleton lease on machine time.
-- KEYS: hold hash   ARGV: name, owner, ms to keep ("0" lets it go)
-- Returns 1 when it is ours.
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local v = redis.call('HGET', KEYS[1], ARGV[1])
if v then
  local who, till = string.match(v, '^(.*)|(%d+)$')
  if who ~= ARGV[2] and tonumber(till) > ms then return 0 end
end
if ARGV[3] == '0' then redis.call('HDEL', KEYS[1], ARGV[1]) return 1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. string.format('%d', ms + tonumber(ARGV[3])))
return 1
