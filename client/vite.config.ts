import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** In development the API and the rooms are those of a platform started beside it (YG_ORIGIN, default port 8080). */
const origin = process.env['YG_ORIGIN'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../dist/client', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1500 },
  worker: { format: 'es' },
  server: { proxy: { '/api': origin, '/ws': { target: origin, ws: true } } },
})
