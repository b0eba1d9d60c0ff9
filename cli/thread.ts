import { parentPort } from 'node:worker_threads'
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js'
import { serveSeat } from '../src/policy/pool/seat'

/*
 * A worker of the pool in Node.
 */

if (!parentPort) throw new Error('This file is started as a thread.')
serveSeat(nodeEndpoint(parentPort))
