/** How many distinct members are at work (see `Counters.countMembers`). Returns the counts in order. */
export const COUNT_MEMBERS_LUA = `
local request = cjson.decode(ARGV[1])

-- Members are a hash: id of the admission -> "expiresAt:member".
local function count(key)
  local flat = redis.call('HGETALL', KEYS[key])
  local seen, distinct = {}, 0
  for i = 1, #flat, 2 do
    local expires_at, member = string.match(flat[i + 1], '^(%d+):(.*)$')
    if tonumber(expires_at) > request.now and not seen[member] then
      seen[member] = true
      distinct = distinct + 1
    end
  end
  return distinct
end

local counts = {}
for i, key in ipairs(request.keys) do counts[i] = count(key) end
return counts
`;
