package io.millrace.jq;

/**
 * The builtin functions that are themselves written in jq. How they are put together is part of what they answer: which
 * paths they have, in which order they take their arguments' outputs, and where they fail.
 */
final class Prelude {
    private Prelude() {}

    static final String TEXT = """
            def error: error(.);
            def select(f): if f then . else empty end;
            def map(f): [.[] | f];
            def recurse(f): def _walk: ., (f | _walk); _walk;
            def recurse(f; cond): def _walk: ., (f | select(cond) | _walk); _walk;
            def recurse: recurse(.[]?);
            def recurse_down: recurse;
            def del(f): delpaths([path(f)]);
            def _assign(paths; $value): reduce path(paths) as $path (.; setpath($path; $value));
            def _modify(paths; update):
              reduce path(paths) as $path (.;
                label $done | (setpath($path; getpath($path) | update) | ., break $done), delpaths([$path]));
            def map_values(f): .[] |= f;
            def add: reduce .[] as $item (null; . + $item);
            def range($upto): range(0; $upto);
            def range($from; $upto; $by):
              def _inside: $by > 0 and . < $upto or $by < 0 and . > $upto;
              def _count: if _inside then ., (. + $by | _count) else empty end;
              if $by == 0 then empty else $from | _count end;
            def while(cond; update): def _loop: if cond then ., (update | _loop) else empty end; _loop;
            def until(cond; update): def _loop: if cond then . else update | _loop end; _loop;
            def repeat(f): def _again: f, _again; _again;
            def first(f): label $done | f | ., break $done;
            def limit($n; f):
              if $n < 0 then f
              else label $done | foreach f as $item ($n; . - 1; $item, if . <= 0 then break $done else empty end)
              end;
            def last(f): reduce f as $item (null; $item);
            def nth($n; f):
              if $n < 0 then error("nth doesn't support negative indices") else last(limit($n + 1; f)) end;
            def isempty(f): 0 == ((label $done | f | (1, break $done)) // 0);
            def first: .[0];
            def last: .[-1];
            def nth($n): .[$n];
            def in(container): . as $key | container | has($key);
            def inside(container): . as $part | container | contains($part);

            def arrays: select(type == "array");
            def objects: select(type == "object");
            def iterables: arrays, objects;
            def booleans: select(type == "boolean");
            def numbers: select(type == "number");
            def strings: select(type == "string");
            def nulls: select(type == "null");
            def values: select(. != null);
            def scalars: select(type | . != "array" and . != "object");
            def scalars_or_empty: select(type as $type | $type != "array" and $type != "object" or length == 0);
            def isfinite: type == "number" and (isinfinite | not);
            def finites: select(isfinite);
            def normals: select(isnormal);

            def to_entries: [keys_unsorted[] as $key | {key: $key, value: .[$key]}];
            def from_entries:
              map({(.key // .Key // .name // .Name): (if has("value") then .value else .Value end)}) | add | . //= {};
            def with_entries(f): to_entries | map(f) | from_entries;
            def reverse: [.[length - 1 - range(0; length)]];
            def sort_by(f): _sort_by(map([f]));
            def group_by(f): _group_by(map([f]));
            def min_by(f): _min_by(map([f]));
            def max_by(f): _max_by(map([f]));
            def unique_by(f): group_by(f) | map(.[0]);
            def unique: unique_by(.);
            def any(generator; condition):
              [label $done
                | foreach generator as $item (false;
                    if . then break $done elif $item | condition then true else . end;
                    if . then . else empty end)]
              | length == 1;
            def any(condition): any(.[]; condition);
            def any: any(.);
            def all(generator; condition):
              [label $done
                | foreach generator as $item (true;
                    if not then break $done elif $item | condition then . else false end;
                    if not then . else empty end)]
              | length == 0;
            def all(condition): all(.[]; condition);
            def all: all(.);
            def _flatten($depth):
              reduce .[] as $item ([];
                if $item | type == "array" and $depth != 0 then . + ($item | _flatten($depth - 1)) else . + [$item] end);
            def flatten($depth):
              if $depth < 0 then error("flatten depth must not be negative") else _flatten($depth) end;
            def flatten: _flatten(-1);
            def indices($sought):
              if type == "array" then .[if $sought | type == "array" then $sought else [$sought] end]
              elif type == "string" and ($sought | type) == "string" then _strindices($sought)
              else .[$sought]
              end;
            def index($sought): indices($sought) | .[0];
            def rindex($sought): indices($sought) | .[-1:][0];
            def join($separator):
              reduce .[] as $item (null;
                (if . == null then "" else . + $separator end)
                + ($item | if type == "boolean" or type == "number" then tostring else . // "" end)) // "";
            def combinations:
              if length == 0 then [] else .[0][] as $head | (.[1:] | combinations) as $rest | [$head] + $rest end;
            def combinations(n): . as $all | [range(n) | $all] | combinations;
            def transpose:
              if . == [] then []
              else . as $rows
                | (map(length) | max) as $width
                | length as $height
                | reduce range(0; $width) as $column ([];
                    . + [reduce range(0; $height) as $row ([]; . + [$rows[$row][$column]])])
              end;
            def walk(f):
              . as $in
              | if type == "object" then
                  reduce keys_unsorted[] as $key ({}; . + {($key): ($in[$key] | walk(f))}) | f
                elif type == "array" then map(walk(f)) | f
                else f
                end;
            def paths: path(recurse(if type | . == "array" or . == "object" then .[] else empty end)) | select(length > 0);
            def paths(filter): . as $in | paths | select(. as $path | $in | getpath($path) | filter);
            def leaf_paths: paths(scalars);
            def bsearch(target):
              if length == 0 then -1
              elif length == 1 then if target == .[0] then 0 elif target < .[0] then -1 else -2 end
              else . as $in
                | [0, length - 1, null]
                | until(.[0] > .[1];
                    if .[2] != null then .[1] = -1
                    else ((.[1] + .[0]) / 2 | floor) as $middle
                      | $in[$middle] as $found
                      | if $found == target then .[2] = $middle
                        elif .[0] == .[1] then .[1] = -1
                        elif $found < target then .[0] = $middle + 1
                        else .[1] = $middle - 1
                        end
                    end)
                | if .[2] != null then .[2] elif $in[.[0]] < target then -2 - .[0] else -1 - .[0] end
              end;

            def tostream:
              . as $in
              | if type | . != "array" and . != "object" then [[], $in]
                elif length == 0 then [[], $in]
                else keys_unsorted as $keys
                  | ($keys[] as $key | $in[$key] | tostream | .[0] |= [$key] + .), [[$keys[-1]]]
                end;
            def truncate_stream(stream):
              . as $depth
              | null
              | stream
              | . as $event
              | if (.[0] | length) > $depth then setpath([0]; $event[0][$depth:]) else empty end;
            def fromstream(stream):
              foreach stream as $event ([null, false, null, false];
                (if ($event[0] | length) == 0 then [null, false, .[2], .[3]]
                 elif ($event | length) == 1 and ($event[0] | length) < 2 then [null, false, .[0], .[1]]
                 else . end)
                | . as $state
                | if ($event | length) > 1 and ($event[0] | length) > 0
                  then [(.[0] | setpath($event[0]; $event[1])), true, $state[2], $state[3]]
                  else .
                  end;
                (if ($event[0] | length) == 1 and ($event | length) == 1 and .[3] then .[2] else empty end),
                (if ($event[0] | length) == 0 then $event[1] else empty end));

            def INDEX(stream; key):
              reduce stream as $row ({}; .[$row | key | if type != "string" then tojson else . end] |= $row);
            def INDEX(key): INDEX(.[]; key);
            def JOIN($index; key): [.[] | [., $index[key]]];
            def JOIN($index; stream; key): stream | [., $index[key]];
            def JOIN($index; stream; key; combine): stream | [., $index[key]] | combine;
            def IN(stream): reduce (first(select(. == stream)) | true) as $found (false; . or $found);
            def IN(source; stream): reduce (source | IN(stream)) as $found (false; . or $found);

            def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
            def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
            def fromdate: fromdateiso8601;
            def todate: todateiso8601;

            def match(pattern; flags): _match_impl(pattern; flags; false) | .[];
            def match($given):
              ($given | type) as $type
              | if $type == "string" then match($given; null)
                elif $type == "array" and ($given | length) > 1 then match($given[0]; $given[1])
                elif $type == "array" and ($given | length) > 0 then match($given[0]; null)
                else error($type + " not a string or array")
                end;
            def test(pattern; flags): _match_impl(pattern; flags; true);
            def test($given):
              ($given | type) as $type
              | if $type == "string" then test($given; null)
                elif $type == "array" and ($given | length) > 1 then test($given[0]; $given[1])
                elif $type == "array" and ($given | length) > 0 then test($given[0]; null)
                else error($type + " not a string or array")
                end;
            def _captured: reduce (.captures[] | select(.name != null) | {(.name): .string}) as $pair ({}; . + $pair);
            def capture(pattern; flags): match(pattern; flags) | _captured;
            def capture($given):
              ($given | type) as $type
              | if $type == "string" then capture($given; null)
                elif $type == "array" and ($given | length) > 1 then capture($given[0]; $given[1])
                elif $type == "array" and ($given | length) > 0 then capture($given[0]; null)
                else error($type + " not a string or array")
                end;
            def scan(pattern):
              match(pattern; "g") | if .captures | length > 0 then [.captures[] | .string] else .string end;
            def _pairs: if length <= 2 then . else .[0:2], (.[2:] | _pairs) end;
            def splits($pattern; flags):
              . as $in
              | [match($pattern; "g" + flags) | (.offset, .offset + .length)]
              | [0] + . + [$in | length]
              | _pairs
              | $in[.[0]:.[1]];
            def splits($pattern): splits($pattern; null);
            def split($pattern; flags): [splits($pattern; flags)];
            def sub($pattern; replacement; flags):
              def _without_g: [explode[] | select(. != 103)] | implode;
              def _sub1(once; global):
                def _rest:
                  . as $in
                  | [match($pattern; once)]
                  | if length == 0 then $in
                    else .[0] as $edit
                      | ($edit | .offset + .length) as $after
                      | $edit
                      | _captured
                      | $in[0:$edit.offset]
                        + replacement
                        + ($in[$after:] | if length > 0 and global then _rest else . end)
                    end;
                _rest;
              (flags | index("g")) as $global
              | (flags | if $global then _without_g else . end) as $once
              | _sub1($once; $global);
            def sub($pattern; replacement):
              . as $in
              | [match($pattern)]
              | if length == 0 then $in
                else .[0] as $edit
                  | $edit
                  | _captured
                  | $in[0:$edit.offset] + replacement + $in[$edit.offset + $edit.length:]
                end;
            def gsub($pattern; replacement; flags): sub($pattern; replacement; flags + "g");
            def gsub($pattern; replacement): sub($pattern; replacement; "g");
            """;
}
