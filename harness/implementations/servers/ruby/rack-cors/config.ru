# rack-cors in a Rack application, as its README shows.
require 'rack/cors'
require 'rack/cors/version'
require_relative '../application'

SKIPPED = {}.freeze

map '/.well-known/cors-conformance' do
  run manifest('rack-cors', Rack::Cors::VERSION, SKIPPED)
end

policies(SKIPPED).each do |policy|
  map "/#{policy.id}" do
    methods = %w[GET HEAD POST] + policy.allow_methods
    use Rack::Cors do
      allow do
        if policy.allow_origins == ['null'] # A string would be a host.
          origins { |source, _| source == 'null' }
        else
          origins(*policy.origins)
        end
        resource '*',
                 methods: methods.include?('*') ? :any : methods.map { |name| name.downcase.to_sym },
                 headers: policy.allow_headers.include?('*') ? :any : policy.allow_headers,
                 expose: policy.expose_headers,
                 credentials: policy.allow_credentials,
                 max_age: policy.max_age
      end
    end
    run method(:application)
  end
end
