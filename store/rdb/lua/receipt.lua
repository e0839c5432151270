-- Notes a receipt of a broadcast's message, each letter of a person once.
-- KEYS: the broadcast's hash
-- ARGV: person, letter (d delivered, r read; read means delivered too)
local letters = redis.call('HGET', KEYS[1], ARGV[1])
if not letters then return 0 end
local function note(letter, name)
  if not string.find(letters, letter, 1, true) then
    letters = letters .. letter
    redis.call('HINCRBY', KEYS[1], name, 1)
  end
end
note('d', '#delivered')
if ARGV[2] == 'r' then note('r', '#read') end
redis.call('HSET', KEYS[1], ARGV[1], letters)
return 1
