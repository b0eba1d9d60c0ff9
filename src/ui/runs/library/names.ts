import type { Rng } from '../../../core/rng'

const adjectives =
  'amber ample apt bold brave bright brisk calm clear clever cosy crisp dapper deft eager early even fair fleet fond frank gentle glad golden grand handy happy hardy jolly keen kind level light lively lucid lucky mellow merry mild modest nimble noble patient plain plucky proud quick quiet rapid ready serene sharp silver sleek smart snug solid spry steady still subtle sunny swift tidy vivid warm wise witty young zesty'.split(
    ' ',
  )

const animals =
  'badger beaver bison bittern camel condor coot crane curlew dingo dolphin dormouse eagle egret eider falcon ferret finch gecko gibbon grouse heron hoopoe ibex jackdaw jay kestrel kingfisher kite koala lapwing lark lemur linnet lynx magpie marmot marten merlin mole moose newt ocelot oriole osprey otter owl panda petrel plover puffin quail raven redstart robin seal shrew siskin starling stoat swift tapir tern thrush toad vole walrus weasel wombat wren'.split(
    ' ',
  )

/** Names of one adjective and animal; more only where all of these are taken. */
const NUMBERS = 99

/** A name that people can say and remember, `calm-otter-12`, and that none of the `taken` ones has. */
export function memorableName(rng: Rng, taken: Iterable<string>): string {
  const others = new Set(taken)
  for (;;) {
    const name = `${rng.choice(adjectives)}-${rng.choice(animals)}-${1 + rng.integer(NUMBERS)}`
    if (!others.has(name)) return name
  }
}

/** The name itself, or with the first number in brackets that makes it differ from all that are taken. */
export function freeName(name: string, taken: Iterable<string>): string {
  const others = new Set(taken)
  if (!others.has(name)) return name
  for (let number = 2; ; number++) {
    const next = `${name} (${number})`
    if (!others.has(next)) return next
  }
}
