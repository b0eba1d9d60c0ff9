import { countdown } from './countdown'
import type { Game } from './game'
import { maze } from './maze'
import { sort } from './sort'
import { track } from './track'

/** The registry: every game by its id, in the order in which they are offered. */
const registered = { track, maze, countdown, sort }

/** The id of a game. */
export type GameId = keyof typeof registered

/** Every game by its id. A puzzle must go back to the game that made it. */
export const games: Readonly<Record<GameId, Game>> = registered

/** The ids of all games. */
export const gameIds = Object.keys(games) as readonly GameId[]
