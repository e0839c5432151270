-- Ends what earlier incarnations hold: all of them, or those of one name.
-- KEYS: alive zset, hold hash   ARGV: "" (all) or "<name>."
local function ours(who) return string.sub(who, 1, #ARGV[1]) == ARGV[1] end
for _, who in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if ours(who) then redis.call('ZREM', KEYS[1], who) end
end
local held = redis.call('HGETALL', KEYS[2])
for i = 1, #held, 2 do
  if ours(held[i + 1]) then redis.call('HDEL', KEYS[2], held[i]) end
end
return 1
