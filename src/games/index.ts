import { countdown } from './countdown'
import type { Game } from './game'
import { maze } from './maze'
import { sort } from './sort'
import { track } from './track'

/** The id of a game. */
export type GameId = 'track' | 'maze' | 'countdown' | 'sort'

/** Every game by its id, in the order in which they are offered. A puzzle must go back to the game that made it. */
export const games: Readonly<Record<GameId, Game>> = { track, maze, countdown, sort }

/** The ids of all games. */
export const gameIds = Object.keys(games) as readonly GameId[]
