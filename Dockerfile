FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY migrations migrations
COPY src src
RUN node scripts/launch.mjs --build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY policies policies
# A volume mounted here takes over its owner.
RUN cd /var/lib && mkdir -p suoja/ledger suoja/keys && chown node:node suoja/ledger suoja/keys
# Everything else belongs to root, so the service cannot change itself; it writes its log, the key store and the erasure ledger.
USER node
EXPOSE 3000
# /problems is answered from memory: it tells that the process serves, not how the database is. A worker does not listen;
# switch the check off there, as docker-compose.yml does.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/problems').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
