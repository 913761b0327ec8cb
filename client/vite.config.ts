import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

/** In development the API and the rooms are those of a platform started beside it (YG_ORIGIN). */
export default defineConfig(({ mode }) => {
  const origin = loadEnv(mode, '.', 'YG_')['YG_ORIGIN'] ?? 'http://127.0.0.1:4100'
  return {
    plugins: [react()],
    build: { outDir: '../dist/client', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1500 },
    worker: { format: 'es' as const },
    server: { proxy: { '/api': origin, '/ws': { target: origin, ws: true } } },
  }
})
