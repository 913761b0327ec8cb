import { rule } from './rule.ts'

const article = (number: string) => `《评标专家和评标专家库管理办法》第${number}条`

/** A pool's system should be able to tell an expert by biometric features. */
export const expertIdentity = rule<'biometricCapable'>('biometricCapable', article('七'), 'second-hand')

/** Technical means may be used against attempts to influence experts. */
export const expertProtection = rule<'technicalMeans'>('technicalMeans', article('二十一'), 'second-hand')
