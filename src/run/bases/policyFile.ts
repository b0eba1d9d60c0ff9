import { parameterCount, parameterSpans, type PolicyShape } from '../../policy/shape'
import { decodeSafetensors, encodeSafetensors } from './safetensors'

/** A policy's parameters, flat as in `parameterSpans`, as a safetensors file with one tensor a parameter. */
export function encodePolicy(
  shape: PolicyShape,
  parameters: Float32Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const tensors = parameterSpans(shape).map(({ name, shape: own, offset, size }) => ({
    name,
    shape: own,
    data: parameters.subarray(offset, offset + size),
  }))
  return encodeSafetensors({ tensors, metadata })
}

/**
 * The parameters of a policy of this shape out of its file, bit by bit.
 *
 * @throws Error where the file holds no such policy, with what is wrong as a clause
 */
export function decodePolicy(shape: PolicyShape, bytes: Uint8Array): Float32Array {
  const tensors = new Map(decodeSafetensors(bytes).tensors.map((tensor) => [tensor.name, tensor]))
  const parameters = new Float32Array(parameterCount(shape))
  for (const { name, shape: own, offset } of parameterSpans(shape)) {
    const tensor = tensors.get(name)
    if (!tensor) throw new Error(`it has no tensor ${name}`)
    if (tensor.shape.join() !== own.join())
      throw new Error(`tensor ${name} has shape [${tensor.shape.join(', ')}]; the policy needs [${own.join(', ')}]`)
    parameters.set(tensor.data, offset)
    tensors.delete(name)
  }
  const [unknown] = tensors.keys()
  if (unknown !== undefined) throw new Error(`it has a tensor ${unknown}, which the policy has not`)
  return parameters
}
