-- Reads what decisions look at, for a page of people, in one round trip.
-- KEYS: for each asked one: its address key, or any with ARGV naming the person
-- ARGV[1] record prefix ("{C}:rec:"), then a person id for each ("" = by address)
-- Returns {register head, settings head, {person, person rec, session rec, family rec,
-- "1" if a key of hers holds a wrong type}, …}
local pre = ARGV[1]
local wrong
local function get(name)
  local v = redis.pcall('GET', name)
  if type(v) == 'table' then wrong = '1' return '' end
  return v or ''
end
local function head(name)
  local h = redis.pcall('GETRANGE', name, 0, 20)
  if type(h) == 'table' then return '' end
  return h
end
local out = { head(pre .. 'register:all'), head(pre .. 'settings:all') }
for i = 1, #KEYS do
  wrong = ''
  local id = ARGV[i + 1]
  if id == '' then id = get(KEYS[i]) end
  if id == '' then
    out[#out + 1] = { '', '', '', '', wrong }
  else
    out[#out + 1] = { id, get(pre .. 'person:' .. id), get(pre .. 'session:' .. id), get(pre .. 'family:' .. id), wrong }
  end
end
return out
