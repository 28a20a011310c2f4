# What is behind the CORS of every testee in Ruby: a server set up for the suite's standard policies.
# POLICIES names the file with the policies.
require 'json'
require 'rack'

# What a server is meant to share; what is left out is not allowed.
class Policy
  def initialize(json)
    @json = json
  end

  def id = @json['id']
  def public? = allow_origins.include?('*')
  def allow_origins = @json.fetch('allowOrigins', [])
  def allow_credentials = @json.fetch('allowCredentials', false)
  def allow_methods = @json.fetch('allowMethods', []) # Beyond GET, HEAD and POST.
  def allow_headers = @json.fetch('allowHeaders', [])
  def expose_headers = @json.fetch('exposeHeaders', [])
  def max_age = @json['maxAge']

  # The allowed origins, and regular expressions for patterns: "*." is one or more labels, ":*" any port.
  def origins
    allow_origins.map do |origin|
      next origin unless origin.match?(/\*\.|:\*\z/)

      source = Regexp.escape(origin).sub('\*\.', '(?:[a-z0-9_-]+\.)+').sub(/:\\\*\z/, '(?::[0-9]+)?')
      /\A#{source}\z/
    end
  end
end

def policies(skipped)
  all = JSON.parse(File.read(ENV.fetch('POLICIES'))).map { |json| Policy.new(json) }
  all.reject { |policy| skipped.key?(policy.id) }
end

# Says which policies there are.
def manifest(name, version, skipped)
  paths = policies(skipped).to_h { |policy| [policy.id, "/#{policy.id}"] }
  body = JSON.generate(name: name, version: version, policies: paths, skipped: skipped)
  ->(_) { [200, { 'Content-Type' => 'application/json' }, [body]] }
end

# The application answers all methods alike; each answer is marked, so that the suite knows whether it was
# reached.
def application(env)
  env['rack.input'].read
  _, name, argument = env['PATH_INFO'].split('/')
  marks = { 'X-Reached' => 'app', 'Content-Type' => 'text/plain' }
  case name
  when nil, '' then [200, marks, ["ok\n"]]
  when 'status' then answer_status(argument, marks)
  when 'redirect'
    to = Rack::Utils.parse_query(env['QUERY_STRING'])['to']
    [302, { **marks, 'Location' => to }, []]
  when 'etag'
    return [304, { 'X-Reached' => 'app', 'ETag' => '"1"' }, []] if env['HTTP_IF_NONE_MATCH'] == '"1"'

    [200, { **marks, 'ETag' => '"1"' }, ["tagged\n"]]
  when 'vary' then [200, { **marks, 'Vary' => 'Accept-Language' }, ["varies\n"]]
  when 'headers'
    custom = { 'ETag' => '"1"', 'X-Request-Id' => '42', 'X-Total-Count' => '7', 'X-Private' => 'yes' }
    [200, { **marks, **custom }, ["headers\n"]]
  when 'cookie' then [200, { **marks, 'Set-Cookie' => 'testee=1; Path=/' }, ["cookie\n"]]
  else [404, marks, ["not here\n"]]
  end
end

def answer_status(argument, marks)
  raise 'the application failed' if argument == '500'

  status = argument.match?(/\A[2-5]\d\d\z/) ? argument.to_i : 404
  [status, marks, ["status #{argument}\n"]]
end
